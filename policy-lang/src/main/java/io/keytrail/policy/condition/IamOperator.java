package io.keytrail.policy.condition;

import java.util.Optional;

/// An operator of a policy document's `Condition`: `ForAllValues:StringLikeIfExists`, taken apart.
public record IamOperator(Quantifier quantifier, Base base, boolean ifExists) {

  /// What is compared, and how. [#wireName] is the exact spelling AWS documents.
  public enum Base {
    STRING_EQUALS("StringEquals"),
    STRING_NOT_EQUALS("StringNotEquals"),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase"),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase"),
    STRING_LIKE("StringLike"),
    STRING_NOT_LIKE("StringNotLike"),
    NUMERIC_EQUALS("NumericEquals"),
    NUMERIC_NOT_EQUALS("NumericNotEquals"),
    NUMERIC_LESS_THAN("NumericLessThan"),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals"),
    NUMERIC_GREATER_THAN("NumericGreaterThan"),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals"),
    DATE_EQUALS("DateEquals"),
    DATE_NOT_EQUALS("DateNotEquals"),
    DATE_LESS_THAN("DateLessThan"),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals"),
    DATE_GREATER_THAN("DateGreaterThan"),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals"),
    BOOL("Bool"),
    BINARY_EQUALS("BinaryEquals"),
    IP_ADDRESS("IpAddress"),
    NOT_IP_ADDRESS("NotIpAddress"),
    ARN_EQUALS("ArnEquals"),
    ARN_NOT_EQUALS("ArnNotEquals"),
    ARN_LIKE("ArnLike"),
    ARN_NOT_LIKE("ArnNotLike"),
    NULL("Null");

    private final String wireName;

    Base(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  private static final String IF_EXISTS = "IfExists";

  /// Reads the JSON spelling. Letter case is folded in ASCII only. Empty if it is no operator.
  public static Optional<IamOperator> parse(String text) {
    Quantifier quantifier = Quantifier.NONE;
    String rest = text;
    int colon = text.indexOf(':');
    if (colon >= 0) {
      String prefix = text.substring(0, colon);
      if (asciiEquals(prefix, "ForAnyValue")) {
        quantifier = Quantifier.ANY;
      } else if (asciiEquals(prefix, "ForAllValues")) {
        quantifier = Quantifier.EVERY;
      } else {
        return Optional.empty();
      }
      rest = text.substring(colon + 1);
    }
    boolean ifExists =
        rest.length() > IF_EXISTS.length()
            && asciiEquals(rest.substring(rest.length() - IF_EXISTS.length()), IF_EXISTS);
    String name = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
    for (Base base : Base.values()) {
      if (asciiEquals(name, base.wireName())) {
        return Optional.of(new IamOperator(quantifier, base, ifExists));
      }
    }
    return Optional.empty();
  }

  /// The JSON spelling.
  public String wireName() {
    if (quantifier == Quantifier.NONE && !ifExists) {
      return base.wireName();
    }
    String prefix =
        switch (quantifier) {
          case NONE -> "";
          case ANY -> "ForAnyValue:";
          case EVERY -> "ForAllValues:";
        };
    return prefix + base.wireName() + (ifExists ? IF_EXISTS : "");
  }

  private static boolean asciiEquals(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    for (int i = 0; i < a.length(); i++) {
      if (asciiLower(a.charAt(i)) != asciiLower(b.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char asciiLower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
