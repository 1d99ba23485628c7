package io.keytrail.server.workspaces;

import java.util.List;

/// Removes desktops with everything that was made for them.
final class TerminateWorkspaces
    extends WorkspaceChange<TerminateWorkspaces.Input, TerminateWorkspaces.Output> {

  TerminateWorkspaces(WorkspacesCore core) {
    super(
        new Facts<>("TerminateWorkspaces", Input.class, Output.class, false),
        core,
        Transition.TERMINATE);
  }

  record Input(List<TerminateRequest> terminateWorkspaceRequests) {}

  record TerminateRequest(String workspaceId) {}

  record Output(List<FailedChange> failedRequests) {}

  @Override
  List<String> named(Input input) {
    return input.terminateWorkspaceRequests().stream().map(TerminateRequest::workspaceId).toList();
  }

  @Override
  Output output(List<FailedChange> failed) {
    return new Output(failed);
  }
}
