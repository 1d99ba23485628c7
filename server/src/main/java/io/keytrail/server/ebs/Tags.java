package io.keytrail.server.ebs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tags that a request gives to what it makes.
final class Tags {
  private static final int MAX = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private Tags() {}

  /// As requests have it.
  record Specification(Optional<String> resourceType, List<Given> tags) {}

  /// As requests have it: neither is required by the model.
  record Given(Optional<String> key, Optional<String> value) {}

  /// As answers have it.
  record Shown(String key, String value) {
    static List<Shown> of(Map<String, String> tags) {
      return tags.entrySet().stream().map(tag -> new Shown(tag.getKey(), tag.getValue())).toList();
    }
  }

  /// The tags by key.
  ///
  /// @param resourceType the only one that the operation makes
  /// @throws io.keytrail.server.invoke.ApiException for what EC2 refuses
  static Map<String, String> of(List<Specification> specifications, String resourceType) {
    Map<String, String> tags = new TreeMap<>();
    for (Specification specification : specifications) {
      String type = specification.resourceType().orElse("");
      if (!type.equals(resourceType)) {
        throw Ec2Failures.invalidValue(
            "'" + type + "' is not a valid taggable resource type for this operation.");
      }
      if (specification.tags().isEmpty()) {
        throw Ec2Failures.invalidValue("Tag specification must have at least one tag");
      }
      specification.tags().forEach(tag -> add(tags, tag));
    }
    if (tags.size() > MAX) {
      throw Ec2Failures.of(
          "TagLimitExceeded", "The maximum number of Tags (" + MAX + ") has been reached.");
    }
    return tags;
  }

  private static void add(Map<String, String> tags, Given tag) {
    String key = tag.key().orElse("");
    String value = tag.value().orElse("");
    requireText(key, MAX_KEY, "key");
    requireText(value, MAX_VALUE, "value");
    if (key.isEmpty()) {
      throw Ec2Failures.invalidValue("Tag key cannot be empty");
    }
    if (startsWithAws(key)) {
      throw Ec2Failures.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
    }
    if (tags.put(key, value) != null) {
      throw Ec2Failures.invalidValue("Duplicate tag key '" + key + "' specified.");
    }
  }

  private static boolean startsWithAws(String key) {
    return key.length() >= 4 && Ascii.lower(key.substring(0, 4)).equals("aws:");
  }

  private static void requireText(String text, int max, String what) {
    if (text.codePointCount(0, text.length()) > max) {
      throw Ec2Failures.invalidValue(
          "Tag %s exceeds the maximum length of %d characters".formatted(what, max));
    }
    // Control characters and lone surrogates are in no alphabet that AWS allows.
    if (text.codePoints()
        .anyMatch(c -> Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff))) {
      throw Ec2Failures.invalidValue("Tag " + what + " contains characters that are not allowed");
    }
  }
}
