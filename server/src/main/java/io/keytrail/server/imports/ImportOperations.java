package io.keytrail.server.imports;

import io.keytrail.audit.logfile.LogFileLimits;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.jobs.JobQueue;
import io.keytrail.server.jobs.JobType;
import io.vertx.core.Future;
import java.util.List;

/// Everything there is of imports: operations, job, tidying up.
public final class ImportOperations {
  private final ImportsCore core;
  private final JobQueue queue;

  /// What they need.
  public record Dependencies(
      ImportStore store, ImportLog log, OwnEvents own, Pace pace, Spool spool, JobQueue queue) {}

  public ImportOperations(Dependencies needs) {
    this.core =
        new ImportsCore(
            needs.store(),
            needs.log(),
            needs.own(),
            needs.pace(),
            needs.spool(),
            LogFileLimits.DEFAULT);
    this.queue = needs.queue();
  }

  public List<ApiOperation> apiOperations() {
    return List.of(
        new CreateImport(core, queue), new ListImports(core.store()), new GetImport(core.store()));
  }

  public JobType job() {
    return new ImportJob(core);
  }

  /// Deletes received files that nobody will read any more; to be called at start and hourly.
  public Future<Void> tidy() {
    return core.spool().sweep(queue::hasEnded);
  }
}
