/// One event of the trail: its bytes in the log, its evaluated request, and what a search sees of
/// it.
///
/// Start at [io.keytrail.audit.event.AuditEvent]. [io.keytrail.audit.event.EventLogRow] is the
/// format of the event log (one row a group commit, random access to each event);
/// [io.keytrail.audit.event.EvaluatedRequest] and its codec are what replay reads;
/// [io.keytrail.audit.event.Enricher] turns a CloudTrail record into the fields of
/// [io.keytrail.audit.schema.AuditFields]. Formats here are kept for ever: change them by a new
/// version number, never in place. No index and no query here.
@NullMarked
package io.keytrail.audit.event;

import org.jspecify.annotations.NullMarked;
