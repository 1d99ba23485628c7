/// The trail: reading the event log back, following it into the index, and searching.
///
/// The log (PostgreSQL, [io.keytrail.server.trail.EventLog]) is the truth and is written by
/// `invoke` through its `EventSink`; the index ([io.keytrail.server.trail.EventIndex]) is derived
/// and can be dropped. [io.keytrail.server.trail.Follower] carries one into the other;
/// [io.keytrail.server.trail.SearchEvents] is `GET /api/v1/events`. No SQL and no Lucene types
/// here.
@NullMarked
package io.keytrail.server.trail;

import org.jspecify.annotations.NullMarked;
