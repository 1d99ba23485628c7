package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonObject;
import java.util.Optional;

/// One event of the trail.
///
/// @param seq its number in the log: unique, and later than everything that was committed before
///     it began
/// @param record the CloudTrail record
/// @param evaluated empty for imported events and calls without checks
public record AuditEvent(long seq, JsonObject record, Optional<EvaluatedRequest> evaluated) {
  public AuditEvent {
    if (seq < 0) {
      throw new IllegalArgumentException("sequence numbers are not negative");
    }
  }
}
