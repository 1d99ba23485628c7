package io.keytrail.server.workspaces;

import java.util.Optional;

/// Starts a stopped desktop: its volumes come to the instance, with what an earlier attempt left
/// undone.
final class StartJob extends WorkspaceJob {
  static final String NAME = "workspaces.start";

  StartJob(WorkspacesCore core) {
    super(NAME, core);
  }

  @Override
  void perform(DesktopWork work) {
    if (work.workspace().state() != WorkspaceState.STARTING) {
      return;
    }
    Optional<String> address = work.instance();
    for (Workspace.Volume volume : work.workspace().machine().volumes()) {
      work.volume(volume);
      work.attach(volume);
    }
    work.rest();
    work.change(
        "available",
        one ->
            one.in(WorkspaceState.AVAILABLE)
                .with(
                    new Workspace.Network(
                        address.or(() -> one.network().ipAddress()),
                        one.network().subnetId(),
                        one.network().computerName())));
  }
}
