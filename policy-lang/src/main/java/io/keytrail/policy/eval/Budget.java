package io.keytrail.policy.eval;

/// What one decision may cost, in steps: a comparison of two values, a character that the pattern
/// matcher looks at, a character that a variable puts in. Once it is exhausted every comparison
/// answers "no match" at once and the decision is a denial. Confined to one thread.
final class Budget {
  /// Ten to twenty milliseconds. The largest honest policies need a thousandth.
  static final int STEPS = 2_000_000;

  /// A comparison of two values, in steps.
  private static final int COMPARISON = 8;

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

  /// Takes the steps of a comparison of two values. False if there is no step left.
  boolean compare() {
    return spend(COMPARISON);
  }

  /// Takes several steps at once. False if there are not as many; then there are none any more.
  boolean spend(int steps) {
    left = Math.max(0, left - steps);
    return left > 0;
  }

  /// Steps taken since the last refill.
  int spent() {
    return STEPS - left;
  }

  boolean exhausted() {
    return left <= 0;
  }
}
