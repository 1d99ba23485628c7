package io.keytrail.audit.event;

import java.util.List;

/// The checks of one call as they were judged: what AWS never shows, and what replay reads.
///
/// @param checks in order, up to the first refusal; never empty
public record EvaluatedRequest(List<EvaluatedCheck> checks) {
  public EvaluatedRequest {
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("an evaluated request has a check");
    }
  }

  /// The decision on the whole call: that of its last check, since checking stops at the first
  /// refusal.
  public String decision() {
    return checks.getLast().answer().decision();
  }
}
