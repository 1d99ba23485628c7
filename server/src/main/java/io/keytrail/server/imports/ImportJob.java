package io.keytrail.server.imports;

import io.keytrail.server.jobs.JobContext;
import io.keytrail.server.jobs.JobType;

/// Brings one received file into the trail.
final class ImportJob implements JobType {
  static final String NAME = "import";
  private final ImportsCore core;

  ImportJob(ImportsCore core) {
    this.core = core;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Imports are long, and desktops must not wait for them.
  @Override
  public int atOnce() {
    return 2;
  }

  @Override
  public void run(JobContext job) {
    new ImportWork(core, job).run();
  }

  @Override
  public void failed(JobContext job, String reason) {
    new ImportWork(core, job).failed(reason);
  }
}
