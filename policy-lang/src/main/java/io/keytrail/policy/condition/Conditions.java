package io.keytrail.policy.condition;

import io.keytrail.policy.condition.BoundCondition.And;
import io.keytrail.policy.condition.BoundCondition.Not;
import io.keytrail.policy.condition.BoundCondition.Or;
import io.keytrail.policy.condition.BoundCondition.Test;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Builds conditions out of conditions and keeps them short: nothing nested that need not be,
/// nothing twice, no term that another one covers. What comes out is true exactly where the plain
/// combination is true (it may be false where that one is an error). Pure; any thread.
public final class Conditions {
  /// Of nothing: always holds.
  public static final BoundCondition TRUE = new And(List.of(), Span.NONE);

  /// Of nothing: never holds. Has no text.
  public static final BoundCondition FALSE = new Or(List.of(), Span.NONE);

  /// Of more terms nobody reads what is left, and comparing each with each would take long.
  private static final int MOST_COMPARED = 60;

  private Conditions() {}

  public static BoundCondition and(BoundCondition... terms) {
    return and(List.of(terms));
  }

  public static BoundCondition or(BoundCondition... terms) {
    return or(List.of(terms));
  }

  public static BoundCondition and(Collection<BoundCondition> terms) {
    Set<BoundCondition> flat = new LinkedHashSet<>();
    for (BoundCondition term : terms) {
      if (term.equals(FALSE)) {
        return FALSE;
      }
      if (term instanceof And(var inner, _)) {
        flat.addAll(inner);
      } else {
        flat.add(term);
      }
    }
    if (contradicts(flat)) {
      return FALSE;
    }
    List<BoundCondition> kept = new ArrayList<>();
    for (BoundCondition term : flat) {
      if (!(term instanceof Or(var choices, _)) || choices.stream().noneMatch(flat::contains)) {
        kept.add(term);
      }
    }
    return kept.size() == 1 ? kept.getFirst() : new And(kept, Span.NONE);
  }

  public static BoundCondition or(Collection<BoundCondition> terms) {
    Set<BoundCondition> flat = new LinkedHashSet<>();
    for (BoundCondition term : terms) {
      if (term.equals(TRUE)) {
        return TRUE;
      }
      if (term instanceof Or(var inner, _)) {
        flat.addAll(inner);
      } else {
        flat.add(term);
      }
    }
    List<BoundCondition> kept = flat.size() > MOST_COMPARED ? List.copyOf(flat) : uncovered(flat);
    return kept.size() == 1 ? kept.getFirst() : new Or(kept, Span.NONE);
  }

  private static List<BoundCondition> uncovered(Set<BoundCondition> terms) {
    List<BoundCondition> kept = new ArrayList<>();
    for (BoundCondition term : terms) {
      if (terms.stream().noneMatch(other -> other != term && covers(other, term))) {
        kept.add(term);
      }
    }
    return kept;
  }

  /// True exactly where the test is false.
  public static BoundCondition not(Test test) {
    return new Not(test, Span.NONE);
  }

  /// The same test without its place in a text, so that equal tests are equal.
  public static Test plain(Test test) {
    List<JsonLiteral> values =
        test.values().stream()
            .map(value -> new JsonLiteral(value.kind(), value.text(), Span.NONE))
            .toList();
    return new Test(test.operator(), test.key(), test.list(), values, Span.NONE);
  }

  /// A test with one string, or with several.
  public static Test test(IamOperator.Base base, String key, List<String> values) {
    return test(new IamOperator(Quantifier.NONE, base, false), key, values);
  }

  public static Test test(IamOperator operator, String key, List<String> values) {
    return new Test(
        operator,
        key,
        values.size() != 1,
        values.stream().map(JsonLiteral::string).toList(),
        Span.NONE);
  }

  /// Whether the wide term holds wherever the narrow one does.
  private static boolean covers(BoundCondition wide, BoundCondition narrow) {
    return narrow instanceof And(var terms, _)
        && (wide instanceof And(var fewer, _) ? terms.containsAll(fewer) : terms.contains(wide));
  }

  private static boolean contradicts(Set<BoundCondition> terms) {
    for (BoundCondition term : terms) {
      if (term instanceof Not(var inner, _) && terms.contains(inner)) {
        return true;
      }
    }
    return false;
  }
}
