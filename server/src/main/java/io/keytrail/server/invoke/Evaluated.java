package io.keytrail.server.invoke;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.Decision;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A check that was decided: the whole request as it was judged, the answer, and the versions it
/// rests on.
///
/// @param asked makes the request, which only records and refusals need; each time the same
/// @param versions kind -> ids, e.g. `policy` -> […], `grant` -> […], `keyState` -> […],
///     `catalogue` -> […]
public record Evaluated(
    Supplier<AccessRequest> asked, Decision decision, Map<String, List<String>> versions) {
  public Evaluated {
    versions = Map.copyOf(versions);
  }

  /// With every context value it could be judged by.
  public AccessRequest request() {
    return asked.get();
  }
}
