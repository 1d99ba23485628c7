package io.keytrail.server.invoke;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import java.util.List;
import java.util.Map;

/// A check that was decided: the whole request as it was judged, the answer, and the versions it
/// rests on.
///
/// @param versions kind -> ids, e.g. `policy` -> […], `grant` -> […], `keyState` -> […],
///     `catalogue` -> […]
public record Evaluated(
    AccessRequest request, Decision decision, Map<String, List<String>> versions) {
  public Evaluated {
    versions = Map.copyOf(versions);
  }
}
