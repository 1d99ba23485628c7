package io.keytrail.server.workspaces;

/// Stops a desktop: its volumes leave the instance, and EBS forgets their keys.
final class StopJob extends WorkspaceJob {
  static final String NAME = "workspaces.stop";

  StopJob(WorkspacesCore core) {
    super(NAME, core);
  }

  @Override
  void perform(DesktopWork work) {
    if (work.workspace().state() != WorkspaceState.STOPPING) {
      return;
    }
    work.workspace().machine().everyVolumeId().forEach(work::detach);
    work.rest();
    work.change("stopped", one -> one.in(WorkspaceState.STOPPED));
  }
}
