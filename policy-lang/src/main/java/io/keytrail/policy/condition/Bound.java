package io.keytrail.policy.condition;

import java.util.List;
import java.util.Optional;

/// What binding to IAM operators gave: a condition to evaluate, or the reasons why there is none.
///
/// @param condition present exactly if no diagnostic is an error
public record Bound(Optional<BoundCondition> condition, List<Diagnostic> diagnostics) {
  public Bound {
    diagnostics = List.copyOf(diagnostics);
  }
}
