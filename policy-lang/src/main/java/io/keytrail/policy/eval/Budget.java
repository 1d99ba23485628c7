package io.keytrail.policy.eval;

/// What one decision may cost, in steps: a character that the pattern matcher looks at or that a
/// variable puts in; several for a comparison of two values, or a test of a condition. Once it is
/// exhausted every comparison answers "no match" at once and the decision is a denial. Confined to
/// one thread.
final class Budget {
  /// A few milliseconds. The largest honest policies need a hundredth.
  static final int STEPS = 300_000;

  /// What of it may go into finding out what a decision depends on: a step there is longer.
  private static final int SEARCH_STEPS = 50_000;

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

  /// Takes up to so many steps, and answers how many there were.
  int steps(int times) {
    int affordable = Math.min(times, left);
    left -= affordable;
    return affordable;
  }

  /// Takes the steps of a comparison of two values. False if there is no step left.
  boolean compare() {
    return spend(COMPARISON);
  }

  /// Takes the steps of up to `times` comparisons, and answers how many there were left for; if
  /// fewer, then there is no step left.
  int compare(int times) {
    int affordable = Math.min(times, Math.max(0, left - 1) / COMPARISON);
    left = affordable < times ? 0 : left - affordable * COMPARISON;
    return affordable;
  }

  /// Takes several steps at once. False if there are not as many; then there are none any more.
  boolean spend(int steps) {
    left = Math.max(0, left - steps);
    return left > 0;
  }

  /// From here on a search, for which fewer steps may be left.
  void beginSearch() {
    left = Math.min(left, SEARCH_STEPS);
  }

  /// Steps taken since the last refill.
  int spent() {
    return STEPS - left;
  }

  boolean exhausted() {
    return left <= 0;
  }
}
