package io.keytrail.server.imports;

import io.keytrail.audit.logfile.LogFileLimits;

/// What imports work with.
record ImportsCore(
    ImportStore store,
    ImportLog log,
    OwnEvents own,
    Pace pace,
    Spool spool,
    LogFileLimits limits) {}
