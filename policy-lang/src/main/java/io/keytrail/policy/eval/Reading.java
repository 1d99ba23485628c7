package io.keytrail.policy.eval;

/// How a statement or grant is taken whose test rests on a key that the asker does not know.
enum Reading {
  /// As hostile to the request as it can be: allowed by this reading is allowed whatever the values
  /// are.
  STRICT,
  /// As friendly as it can be: denied by this reading is denied whatever the values are.
  GENEROUS;

  /// An allow must hold for certain; a deny applies unless it certainly does not hold.
  boolean takesPart(boolean allows, Truth truth) {
    return switch (truth) {
      case TRUE -> true;
      case FALSE -> false;
      case ERROR -> !allows;
      case UNKNOWN -> allows == (this == GENEROUS);
    };
  }
}
