package io.keytrail.policy.lint;

/// What comparing the statements of one document may cost, in steps: two names compared, a
/// character of a pattern looked at. Confined to one run.
final class Effort {
  /// A few milliseconds; fifty statements of ten actions each need a third of it.
  static final int STEPS = 100_000;

  private int left = STEPS;

  /// False if there is no step left.
  boolean spend(int steps) {
    left = Math.max(0, left - steps);
    return left > 0;
  }

  boolean spent() {
    return left == 0;
  }
}
