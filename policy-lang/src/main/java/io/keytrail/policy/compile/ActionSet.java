package io.keytrail.policy.compile;

import io.keytrail.policy.ast.ActionClause;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.catalog.Service;
import io.keytrail.policy.catalog.Wildcards;
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

  static ActionSet of(ActionClause clause, Catalogue catalogue) {
    List<String> folded =
        clause.patterns().stream().map(Written::text).map(ActionSet::normalised).toList();
    var covered = new BitSet(catalogue.size());
    folded.forEach(pattern -> cover(pattern, catalogue, covered));
    if (clause.negated()) {
      covered.flip(0, catalogue.size());
    }
    return new ActionSet(clause.negated(), covered, folded);
  }

  private static void cover(String pattern, Catalogue catalogue, BitSet covered) {
    if (pattern.equals("*")) {
      covered.set(0, catalogue.size());
      return;
    }
    int colon = pattern.indexOf(':');
    int exact = catalogue.number(pattern);
    if (exact >= 0) {
      covered.set(exact);
    } else if (colon > 0) {
      catalogue
          .service(pattern.substring(0, colon))
          .ifPresent(s -> cover(pattern, s, catalogue, covered));
    }
  }

  private static void cover(String pattern, Service service, Catalogue catalogue, BitSet covered) {
    int end = service.first() + service.actions().size();
    for (int number = service.first(); number < end; number++) {
      if (Wildcards.matches(pattern, catalogue.action(number).folded())) {
        covered.set(number);
      }
    }
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

  boolean coversNumber(int number) {
    return covered.get(number);
  }

  int coveredCount() {
    return covered.cardinality();
  }

  private static String normalised(String pattern) {
    return pattern.equals("*:*") ? "*" : Catalogue.fold(pattern);
  }

  private static boolean anyMatches(List<String> patterns, String action) {
    for (int i = 0; i < patterns.size(); i++) {
      if (matches(patterns.get(i), action)) {
        return true;
      }
    }
    return false;
  }

  /// A wildcard in the service part is not honoured, except in `*` alone.
  private static boolean matches(String pattern, String action) {
    if (pattern.equals("*")) {
      return true;
    }
    int colon = pattern.indexOf(':');
    return colon > 0
        && action.length() > colon
        && action.regionMatches(0, pattern, 0, colon + 1)
        && Wildcards.matches(pattern, action);
  }
}
