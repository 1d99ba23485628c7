package io.keytrail.policy.eval;

/// What the policies of one kind said. Confined to one thread; used again for decision after
/// decision.
final class Tally {
  private final Matches allows = new Matches();
  private final Matches denies = new Matches();

  void clear() {
    allows.clear();
    denies.clear();
  }

  Matches allows() {
    return allows;
  }

  Matches denies() {
    return denies;
  }

  Matches of(boolean allowing) {
    return allowing ? allows : denies;
  }

  boolean allowed() {
    return !allows.isEmpty();
  }

  boolean denied() {
    return !denies.isEmpty();
  }

  boolean allowedAt(Level level) {
    for (int i = 0; i < allows.size(); i++) {
      if (allows.level(i) == level) {
        return true;
      }
    }
    return false;
  }
}
