/// The trail: reading the event log back, following it into the index, and searching.
///
/// The log (PostgreSQL, [io.keytrail.server.trail.EventLog]) is the truth and is written by
/// `invoke` through its `EventSink`; the index ([io.keytrail.server.trail.EventIndex]) is derived
/// and can be dropped. [io.keytrail.server.trail.Follower] carries one into the other;
/// [io.keytrail.server.trail.TrailOperations] lists what can be asked: CloudTrail's LookupEvents
/// and `/api/v1/events` with what stands below it, all of them by
/// [io.keytrail.server.trail.TrailScope], which sees to who may see what. No SQL and no Lucene
/// types here.
@NullMarked
package io.keytrail.server.trail;

import org.jspecify.annotations.NullMarked;
