package io.keytrail.server.workspaces;

import java.util.List;

/// Removes a desktop and all that was made for it; EBS and the service retire their grants.
///
/// Source: the seed's step 9.
final class TerminateJob extends WorkspaceJob {
  static final String NAME = "workspaces.terminate";

  TerminateJob(WorkspacesCore core) {
    super(NAME, core);
  }

  @Override
  void perform(DesktopWork work) {
    if (work.workspace().state() != WorkspaceState.TERMINATING) {
      return;
    }
    List<String> volumes = work.workspace().machine().everyVolumeId();
    volumes.forEach(work::detach);
    volumes.forEach(work::delete);
    work.terminateInstance();
    work.retireGrant();
    work.rest();
    work.change("gone", one -> one.withoutGrant().in(WorkspaceState.TERMINATED));
  }
}
