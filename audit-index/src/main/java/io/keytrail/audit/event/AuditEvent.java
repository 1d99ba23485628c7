package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// One event of the trail.
///
/// @param seq its number in the log: unique, and later than everything that was committed before
///     it began
/// @param record the CloudTrail record
/// @param evaluated empty for imported events and calls without checks
/// @param importId by which it came; empty for what happened here
public record AuditEvent(
    long seq, JsonObject record, Optional<EvaluatedRequest> evaluated, Optional<UUID> importId) {
  public AuditEvent {
    if (seq < 0) {
      throw new IllegalArgumentException("sequence numbers are not negative");
    }
    if (importId.isPresent() && evaluated.isPresent()) {
      throw new IllegalArgumentException("an imported event was not judged here");
    }
  }

  /// What happened here.
  public AuditEvent(long seq, JsonObject record, Optional<EvaluatedRequest> evaluated) {
    this(seq, record, evaluated, Optional.empty());
  }
}
