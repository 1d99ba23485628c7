package io.keytrail.policy.condition;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The kinds of comparison of the IAM binder, each with the tag that names it in the text.
enum Family {
  STRING("", "strings"),
  ANYCASE("anycase", "strings in any letter case"),
  ARN("arn", "ARNs"),
  NUMBER("number", "numbers"),
  DATE("date", "dates"),
  IP("ip", "IP addresses"),
  BYTES("bytes", "binary values"),
  BOOL("", "booleans"),
  NULL("null", "presence");

  /// Those that have a tag, in the order above.
  private static final Map<String, Family> BY_TAG = byTag();

  private final String tag;
  private final String plural;

  Family(String tag, String plural) {
    this.tag = tag;
    this.plural = plural;
  }

  private static Map<String, Family> byTag() {
    Map<String, Family> byTag = new LinkedHashMap<>();
    for (Family family : values()) {
      if (!family.tag.isEmpty()) {
        byTag.put(family.tag, family);
      }
    }
    return byTag;
  }

  /// The family's tag; empty for those that have none.
  String tag() {
    return tag;
  }

  String plural() {
    return plural;
  }

  static Optional<Family> ofTag(String tag) {
    return Optional.ofNullable(BY_TAG.get(tag));
  }

  static Collection<String> tags() {
    return BY_TAG.keySet();
  }

  /// Whether a bare word of that class may stand for a value of this family.
  boolean takesBare(LiteralClass literal) {
    return switch (this) {
      case NUMBER -> literal == LiteralClass.NUMBER;
      case DATE -> literal == LiteralClass.DATE || literal == LiteralClass.NUMBER;
      case IP -> literal == LiteralClass.IP;
      case BOOL, NULL -> literal == LiteralClass.BOOLEAN;
      case STRING, ANYCASE, ARN, BYTES -> false;
    };
  }

  /// Whether values of this family print bare and untagged at all.
  boolean everBare() {
    return this == NUMBER || this == DATE || this == IP;
  }

  /// Whether this family's values print bare and untagged when all are of that class.
  boolean printsBare(LiteralClass literal) {
    return switch (this) {
      case NUMBER -> literal == LiteralClass.NUMBER;
      case DATE -> literal == LiteralClass.DATE;
      case IP -> literal == LiteralClass.IP;
      case STRING, ANYCASE, ARN, BYTES, BOOL, NULL -> false;
    };
  }
}
