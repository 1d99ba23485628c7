package io.keytrail.server;

import io.keytrail.server.imports.ImportOperations;
import io.keytrail.server.imports.Spool;
import io.keytrail.server.jobs.JobQueue;
import io.keytrail.server.store.PgEventLog;
import io.keytrail.server.store.PgImports;
import io.keytrail.server.trail.TrailOperations;
import java.nio.file.Path;
import java.time.InstantSource;

/// Joins imports to the event log, to the trail and to jobs.
final class ImportsWiring {
  private ImportsWiring() {}

  static ImportOperations join(
      Foundation foundation,
      Path data,
      PgEventLog log,
      TrailOperations trail,
      JobQueue queue,
      InstantSource clock) {
    return new ImportOperations(
        new ImportOperations.Dependencies(
            new PgImports(foundation.database()),
            log,
            trail.ownEventIds()::among,
            trail::searchable,
            Spool.open(foundation.vertx(), data.resolve("imports"), clock),
            queue));
  }
}
