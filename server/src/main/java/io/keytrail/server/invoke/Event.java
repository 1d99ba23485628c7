package io.keytrail.server.invoke;

import io.keytrail.audit.event.EvaluatedRequest;
import io.keytrail.audit.json.JsonObject;
import java.util.Optional;

/// One event on its way into the log.
///
/// @param record the CloudTrail record, without a sequence number: the log gives it one
/// @param evaluated the checks as they were judged; empty where nothing was checked
public record Event(JsonObject record, Optional<EvaluatedRequest> evaluated) {}
