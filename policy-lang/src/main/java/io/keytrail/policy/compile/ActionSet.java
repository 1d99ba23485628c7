package io.keytrail.policy.compile;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.Service;
import io.keytrail.policy.catalog.Wildcards;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which actions a statement covers: a bit set over the catalogue, and the folded patterns for the
/// rest. Immutable.
public final class ActionSet {
  private final boolean negated;
  private final BitSet covered;
  private final List<String> patterns;

  private ActionSet(boolean negated, BitSet covered, List<String> patterns) {
    this.negated = negated;
    this.covered = covered;
    this.patterns = patterns;
  }

  /// @param patterns checked and [#normalised]
  static ActionSet of(boolean negated, List<String> patterns, Catalogue catalogue) {
    // Grows to the last action that is covered: services that policies are mostly about come first.
    var covered = new BitSet(0);
    for (String pattern : patterns) {
      cover(pattern, catalogue, covered);
    }
    if (negated) {
      covered.flip(0, catalogue.size());
    }
    return new ActionSet(negated, covered, patterns);
  }

  private static void cover(String pattern, Catalogue catalogue, BitSet covered) {
    if (pattern.equals("*")) {
      covered.set(0, catalogue.size());
      return;
    }
    int exact = catalogue.number(pattern);
    if (exact >= 0) {
      covered.set(exact);
    } else {
      // A checked pattern other than `*` names its service.
      catalogue
          .service(pattern.substring(0, pattern.indexOf(':')))
          .ifPresent(service -> cover(pattern, service, catalogue, covered));
    }
  }

  private static void cover(String pattern, Service service, Catalogue catalogue, BitSet covered) {
    int end = service.first() + service.actions().size();
    if (pattern.length() == service.prefix().length() + 2 && pattern.endsWith("*")) {
      covered.set(service.first(), end);
      return;
    }
    catalogue.covered(
        pattern,
        number -> {
          covered.set(number);
          return true;
        });
  }

  /// Whether an action is covered. Allocates nothing.
  ///
  /// @param number the action's number in the catalogue, or -1
  /// @param folded the action in lower case
  public boolean covers(int number, String folded) {
    return number >= 0 ? covered.get(number) : anyMatches(patterns, folded) != negated;
  }

  public boolean negated() {
    return negated;
  }

  ActionSet with(int number, String folded) {
    var more = (BitSet) covered.clone();
    if (number >= 0) {
      more.set(number);
      return new ActionSet(negated, more, patterns);
    }
    List<String> named = new ArrayList<>(patterns);
    if (negated) {
      named.removeIf(pattern -> Wildcards.matches(pattern, folded));
    } else {
      named.add(folded);
    }
    return new ActionSet(negated, more, List.copyOf(named));
  }

  int coveredCount() {
    return covered.cardinality();
  }

  /// The first covered number from `from` on, or -1.
  int next(int from) {
    return covered.nextSetBit(from);
  }

  /// The first number from `from` on that is not covered.
  int end(int from) {
    return covered.nextClearBit(from);
  }

  /// Folded, and every action written as `*`.
  static String normalised(String pattern) {
    return pattern.equals("*:*") ? "*" : Catalogue.fold(pattern);
  }

  /// A checked pattern has no wildcard in its service, except `*` alone.
  private static boolean anyMatches(List<String> patterns, String action) {
    for (int i = 0; i < patterns.size(); i++) {
      if (Wildcards.matches(patterns.get(i), action)) {
        return true;
      }
    }
    return false;
  }

  /// What several sets cover together, of the catalogue. Immutable.
  static final class Union {
    static final Union ALL = new Union(true);

    private final BitSet covered = new BitSet(0);
    private final boolean all;

    private Union(boolean all) {
      this.all = all;
    }

    Union(List<ActionSet> sets) {
      this(false);
      sets.forEach(set -> covered.or(set.covered));
    }

    boolean covers(int number) {
      return all || covered.get(number);
    }
  }
}
