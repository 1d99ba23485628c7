package io.keytrail.policy.lint;

import io.keytrail.policy.condition.IamOperator;

/// What an operator compares, however it does.
enum Compared {
  STRINGS("strings"),
  NUMBERS("numbers"),
  DATES("dates"),
  BOOLEANS("booleans"),
  BYTES("bytes"),
  ADDRESSES("addresses"),
  ARNS("ARNs"),
  PRESENCE("presence");

  private final String plural;

  Compared(String plural) {
    this.plural = plural;
  }

  String plural() {
    return plural;
  }

  static Compared by(IamOperator operator) {
    return switch (operator.base()) {
      case STRING_EQUALS,
          STRING_NOT_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          STRING_NOT_LIKE ->
          STRINGS;
      case NUMERIC_EQUALS,
          NUMERIC_NOT_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN,
          NUMERIC_GREATER_THAN_EQUALS ->
          NUMBERS;
      case DATE_EQUALS,
          DATE_NOT_EQUALS,
          DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN,
          DATE_GREATER_THAN_EQUALS ->
          DATES;
      case BOOL -> BOOLEANS;
      case BINARY_EQUALS -> BYTES;
      case IP_ADDRESS, NOT_IP_ADDRESS -> ADDRESSES;
      case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> ARNS;
      case NULL -> PRESENCE;
    };
  }
}
