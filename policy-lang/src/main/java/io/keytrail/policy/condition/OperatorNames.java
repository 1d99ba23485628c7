package io.keytrail.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads operator names of JSON blocks and says what was probably meant by a wrong one.
final class OperatorNames {

  private static final List<String> ALL = all();

  private OperatorNames() {}

  /// The operator of that name; empty, with an `UNKNOWN_OPERATOR` finding, if there is none.
  static Optional<IamOperator> read(String name, Span span, Findings findings) {
    Optional<IamOperator> operator = IamOperator.parse(name);
    if (operator.isEmpty()) {
      findings.error(
          "UNKNOWN_OPERATOR",
          span,
          "`" + Shown.text(name) + "` is not a condition operator",
          DidYouMean.help(name, ALL));
    }
    return operator;
  }

  private static List<String> all() {
    List<String> names = new ArrayList<>();
    for (Quantifier quantifier : Quantifier.values()) {
      for (IamOperator.Base base : IamOperator.Base.values()) {
        names.add(new IamOperator(quantifier, base, false).wireName());
        names.add(new IamOperator(quantifier, base, true).wireName());
      }
    }
    return List.copyOf(names);
  }
}
