package io.keytrail.server.workspaces;

import java.util.List;

/// Reboots desktops. Encrypted volumes leave and come back, so the key must be enabled.
final class RebootWorkspaces
    extends WorkspaceChange<RebootWorkspaces.Input, RebootWorkspaces.Output> {

  RebootWorkspaces(WorkspacesCore core) {
    super(
        new Facts<>("RebootWorkspaces", Input.class, Output.class, false), core, Transition.REBOOT);
  }

  record Input(List<RebootRequest> rebootWorkspaceRequests) {}

  record RebootRequest(String workspaceId) {}

  record Output(List<FailedChange> failedRequests) {}

  @Override
  List<String> named(Input input) {
    return input.rebootWorkspaceRequests().stream().map(RebootRequest::workspaceId).toList();
  }

  @Override
  Output output(List<FailedChange> failed) {
    return new Output(failed);
  }
}
