package io.keytrail.server.workspaces;

/// Reboots a desktop: its volumes leave the instance and come back, so that EBS must open their
/// keys again.
final class RebootJob extends WorkspaceJob {
  static final String NAME = "workspaces.reboot";

  RebootJob(WorkspacesCore core) {
    super(NAME, core);
  }

  @Override
  void perform(DesktopWork work) {
    if (work.workspace().state() != WorkspaceState.REBOOTING) {
      return;
    }
    for (Workspace.Volume volume : work.workspace().machine().volumes()) {
      work.detach(volume.id());
    }
    for (Workspace.Volume volume : work.workspace().machine().volumes()) {
      work.attach(volume);
    }
    work.rest();
    work.change("available", one -> one.in(WorkspaceState.AVAILABLE));
  }
}
