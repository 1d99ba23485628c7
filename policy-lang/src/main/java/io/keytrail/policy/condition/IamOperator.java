package io.keytrail.policy.condition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /// Every operator by its spelling in lower case, and as AWS documents it.
  private static final Map<String, IamOperator> BY_NAME = byName();

  private static Map<String, IamOperator> byName() {
    Map<String, IamOperator> byName = new HashMap<>();
    for (Quantifier quantifier : Quantifier.values()) {
      for (Base base : Base.values()) {
        for (boolean ifExists : new boolean[] {false, true}) {
          var operator = new IamOperator(quantifier, base, ifExists);
          byName.put(operator.wireName(), operator);
          byName.put(Words.asciiLower(operator.wireName()), operator);
        }
      }
    }
    return Map.copyOf(byName);
  }

  /// As the generated ones, which the JVM makes fast late: texts have thousands of operators.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IamOperator operator
        && quantifier == operator.quantifier
        && base == operator.base
        && ifExists == operator.ifExists;
  }

  @Override
  public int hashCode() {
    int name = 3 * base.ordinal() + quantifier.ordinal();
    return ifExists ? -1 - name : name;
  }

  /// Reads the JSON spelling. Letter case is folded in ASCII only. Empty if it is no operator.
  public static Optional<IamOperator> parse(String text) {
    IamOperator exact = BY_NAME.get(text);
    return exact != null
        ? Optional.of(exact)
        : Optional.ofNullable(BY_NAME.get(Words.asciiLower(text)));
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
}
