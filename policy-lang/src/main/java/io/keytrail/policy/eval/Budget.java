package io.keytrail.policy.eval;

/// What one decision may cost, in steps of the pattern matcher. Once it is exhausted every
/// comparison answers "no match" at once and the decision is a denial. Confined to one thread.
final class Budget {
  /// About 10 ms. The largest honest policies need a thousandth.
  static final int STEPS = 4_000_000;

  private int left = STEPS;

  void refill() {
    left = STEPS;
  }

  /// False if there is no step left.
  boolean step() {
    if (left <= 0) {
      return false;
    }
    left--;
    return true;
  }

  boolean exhausted() {
    return left <= 0;
  }
}
