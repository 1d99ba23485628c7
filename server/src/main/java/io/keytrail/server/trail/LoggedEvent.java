package io.keytrail.server.trail;

import io.keytrail.audit.event.EvaluatedRequest;
import io.keytrail.audit.json.JsonObject;
import java.util.Optional;

/// An event as the log holds it.
///
/// @param record the CloudTrail record
/// @param evaluated its checks as they were judged; absent where nothing was checked
public record LoggedEvent(long seq, JsonObject record, Optional<EvaluatedRequest> evaluated) {}
