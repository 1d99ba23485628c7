package io.keytrail.server.workspaces;

import java.util.List;

/// Rebuilds a desktop: a new root volume, the user volume as it is. Also the way out of ERROR.
final class RebuildWorkspaces
    extends WorkspaceChange<RebuildWorkspaces.Input, RebuildWorkspaces.Output> {

  RebuildWorkspaces(WorkspacesCore core) {
    super(
        new Facts<>("RebuildWorkspaces", Input.class, Output.class, false),
        core,
        Transition.REBUILD);
  }

  record Input(List<RebuildRequest> rebuildWorkspaceRequests) {}

  record RebuildRequest(String workspaceId) {}

  record Output(List<FailedChange> failedRequests) {}

  @Override
  List<String> named(Input input) {
    return input.rebuildWorkspaceRequests().stream().map(RebuildRequest::workspaceId).toList();
  }

  @Override
  Output output(List<FailedChange> failed) {
    return new Output(failed);
  }
}
