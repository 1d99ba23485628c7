package io.keytrail.policy.eval;

/// What a test can come to: beside true and false, a key declared unknown, and an error (an
/// unresolved variable, a malformed value). The order of writing never matters.
public enum Truth {
  FALSE,
  UNKNOWN,
  ERROR,
  TRUE;

  public static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  /// The first present of false, unknown, error, true.
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /// The first present of true, unknown, error, false.
  public Truth or(Truth other) {
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : compareTo(other) >= 0 ? this : other;
  }

  /// Unknown and error stay what they are.
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN, ERROR -> this;
    };
  }

  /// The JSON value of the contract: `true`, `false`, `unknown` or `error`.
  public String wireName() {
    return switch (this) {
      case TRUE -> "true";
      case FALSE -> "false";
      case UNKNOWN -> "unknown";
      case ERROR -> "error";
    };
  }
}
