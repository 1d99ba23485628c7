package io.keytrail.policy.explain;

import io.keytrail.policy.eval.Decision;
import java.util.List;

/// A decision with its reasons.
///
/// @param summary one sentence
/// @param nearMisses what fails least, best first; of an implicit denial only
public record Explained(
    Decision decision, String summary, Explanation explanation, List<NearMiss> nearMisses) {
  public Explained {
    nearMisses = List.copyOf(nearMisses);
  }
}
