package io.keytrail.server.workspaces;

import java.util.Optional;

/// Launches a desktop that was admitted, or takes back what was reserved for one that was not.
///
/// Source: the seed's steps 2 to 6.
final class LaunchJob extends WorkspaceJob {
  static final String NAME = "workspaces.launch";
  private final WorkspacesCore core;

  LaunchJob(WorkspacesCore core) {
    super(NAME, core);
    this.core = core;
  }

  @Override
  void perform(DesktopWork work) {
    switch (work.workspace().state()) {
      case RESERVED, TERMINATED -> takeBack(work);
      case PENDING -> launch(work);
      default -> {}
    }
  }

  /// The server ended in the middle of an admission. Nobody was told of this desktop.
  private static void takeBack(DesktopWork work) {
    work.change("take back", one -> one.in(WorkspaceState.TERMINATED));
    work.retireGrant();
  }

  private void launch(DesktopWork work) {
    Optional<String> address = work.instance();
    for (Workspace.Volume volume : work.workspace().machine().volumes()) {
      work.volume(volume);
      work.attach(volume);
    }
    work.rest();
    String computerName = core.ids().computerName();
    Optional<String> subnet = work.workspace().network().subnetId();
    work.change(
        "available",
        one ->
            one.in(WorkspaceState.AVAILABLE)
                .with(new Workspace.Network(address, subnet, Optional.of(computerName))));
  }
}
