package io.keytrail.server.workspaces;

import io.keytrail.server.jobs.JobContext;
import io.keytrail.server.jobs.JobFailed;
import io.keytrail.server.jobs.JobType;
import io.keytrail.server.workspaces.Workspace.Failure;

/// A job that moves one desktop. It ends when the desktop is where it should be or in ERROR, or
/// when another job moves the desktop; people end it by asking for something else.
abstract class WorkspaceJob implements JobType {
  private static final String INTERNAL = "InternalFailure";

  private final String name;
  private final WorkspacesCore core;

  WorkspaceJob(String name, WorkspacesCore core) {
    this.name = name;
    this.core = core;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean cancellable() {
    return false;
  }

  @Override
  public final void run(JobContext job) {
    try {
      DesktopWork work = DesktopWork.begin(core, job);
      try {
        perform(work);
      } catch (DesktopFailed failure) {
        work.fail(failure.why());
        throw new JobFailed(failure.why().message());
      }
    } catch (Superseded _) {
      job.checkCancel();
    }
  }

  /// Brings the desktop to where it should be, whatever of it was done before.
  ///
  /// @throws DesktopFailed if it cannot be
  abstract void perform(DesktopWork work);

  @Override
  public final void failed(JobContext job, String reason) {
    try {
      DesktopWork work = DesktopWork.begin(core, job);
      switch (work.workspace().state()) {
        case RESERVED, TERMINATED, ERROR -> {}
        default -> work.fail(new Failure(INTERNAL, reason));
      }
    } catch (Superseded _) {
      // It is not ours to mark.
    }
  }
}
