/// Importing CloudTrail log files: a file is received, and a job brings its records into the trail.
///
/// Start at [io.keytrail.server.imports.CreateImport], which takes the file to the
/// [io.keytrail.server.imports.Spool] and enqueues the job, and
/// [io.keytrail.server.imports.ImportWork], the job itself: it reads part after part, leaves out
/// what the trail has already, and commits events, counts and its own place together, so that a
/// crash loses and doubles nothing. [io.keytrail.server.imports.RecordRules] says what is a record
/// and who may bring it in. Reading files is `audit.logfile`'s; SQL is behind
/// [io.keytrail.server.imports.ImportStore] and [io.keytrail.server.imports.ImportLog]. For every
/// import: records = imported + duplicates + quarantined.
@NullMarked
package io.keytrail.server.imports;

import org.jspecify.annotations.NullMarked;
