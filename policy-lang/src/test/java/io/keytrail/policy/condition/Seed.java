package io.keytrail.policy.condition;

/// The seed and size of property tests: `-Dseed=N` runs one seed again, `-Dkeytrail.nightly=true`
/// runs many more cases.
final class Seed {

  private Seed() {}

  static long pick() {
    Long given = Long.getLong("seed");
    return given != null ? given : System.nanoTime();
  }

  static int cases(int normal, int nightly) {
    return Boolean.getBoolean("keytrail.nightly") ? nightly : normal;
  }
}
