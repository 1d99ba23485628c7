/// The embedded index of the trail: one Lucene index a month under one root, derived from the
/// event log and rebuildable from it at any time.
///
/// Start at [io.keytrail.audit.index.AuditIndex], all that the server uses. One follower adds
/// events and commits its position with them; any number of threads search. All calls block: run
/// them on worker threads.
///
/// The index keeps no record, only terms, times and sequence numbers; a hit is a sequence number,
/// and the record is read from the log. Monthly partitions and not daily ones: with the index
/// sorted by time a search finds a day inside a month by binary search, and ten years are 120
/// directories to keep open instead of 3,650. Retention drops whole months. A month holds at most
/// two thousand million events.
@NullMarked
package io.keytrail.audit.index;

import org.jspecify.annotations.NullMarked;
