package io.keytrail.policy.explain;

import io.keytrail.policy.eval.Truth;
import java.util.List;

/// Whether a condition that stands alone holds, and why.
///
/// @param missingContext keys it asked for and did not get
public record ConditionAnswer(Truth holds, Explanation explanation, List<String> missingContext) {
  public ConditionAnswer {
    missingContext = List.copyOf(missingContext);
  }
}
