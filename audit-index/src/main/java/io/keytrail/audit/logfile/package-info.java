/// CloudTrail log files: from a file's bytes to records, one at a time, whatever the bytes are.
///
/// A file is read twice: [io.keytrail.audit.logfile.LogFileContent] unpacks it to see whether it is
/// whole and what it hashes to, [io.keytrail.audit.logfile.LogFileReader] finds its records. Both
/// recognise gzip by its first bytes. Read are `{"Records": […]}` as CloudTrail delivers it, a bare
/// list of records, records one after the other (one a line), and what `lookup-events` prints.
/// [io.keytrail.audit.logfile.ValueScanner] finds where a record ends by brackets and strings
/// alone, so that a broken one is left out by itself and a good one keeps its very bytes. Memory is
/// bounded by one record. Blocking; no server and no index here.
@NullMarked
package io.keytrail.audit.logfile;

import org.jspecify.annotations.NullMarked;
