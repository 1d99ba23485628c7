package io.keytrail.policy.eval;

import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import java.util.ArrayList;
import java.util.List;

/// When a test is true and when it is false, said in the context keys that are not known. Where it
/// is an error it is neither.
record Symbolic(BoundCondition whenTrue, BoundCondition whenFalse) {
  static final Symbolic TRUE = new Symbolic(Conditions.TRUE, Conditions.FALSE);
  static final Symbolic FALSE = new Symbolic(Conditions.FALSE, Conditions.TRUE);
  static final Symbolic ERROR = new Symbolic(Conditions.FALSE, Conditions.FALSE);

  /// A test that stands for itself.
  static Symbolic of(BoundCondition.Test test) {
    return new Symbolic(test, Conditions.not(test));
  }

  Symbolic not() {
    return new Symbolic(whenFalse, whenTrue);
  }

  static Symbolic all(List<Symbolic> terms) {
    List<BoundCondition> holding = new ArrayList<>();
    List<BoundCondition> failing = new ArrayList<>();
    for (Symbolic term : terms) {
      holding.add(term.whenTrue);
      failing.add(term.whenFalse);
    }
    return new Symbolic(Conditions.and(holding), Conditions.or(failing));
  }

  static Symbolic any(List<Symbolic> terms) {
    return all(terms.stream().map(Symbolic::not).toList()).not();
  }

  boolean constant() {
    return (whenTrue.equals(Conditions.TRUE) || whenTrue.equals(Conditions.FALSE))
        && (whenFalse.equals(Conditions.TRUE) || whenFalse.equals(Conditions.FALSE));
  }
}
