package io.keytrail.policy.eval;

import java.util.ArrayList;
import java.util.List;

/// What the policies of one kind said. Confined to one decision.
final class Tally {
  private List<Match> allows = List.of();
  private List<Match> denies = List.of();

  void add(Match match) {
    if (match.statement().allows()) {
      allows = appended(allows, match);
    } else {
      denies = appended(denies, match);
    }
  }

  List<Match> allows() {
    return allows;
  }

  List<Match> denies() {
    return denies;
  }

  boolean allowed() {
    return !allows.isEmpty();
  }

  boolean denied() {
    return !denies.isEmpty();
  }

  boolean allowedAt(Level level) {
    for (int i = 0; i < allows.size(); i++) {
      if (allows.get(i).level() == level) {
        return true;
      }
    }
    return false;
  }

  private static List<Match> appended(List<Match> matches, Match match) {
    List<Match> grown = matches.isEmpty() ? new ArrayList<>(2) : matches;
    grown.add(match);
    return grown;
  }
}
