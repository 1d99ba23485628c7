package io.keytrail.server.workspaces;

import java.util.List;
import java.util.Optional;

/// Starts stopped desktops.
final class StartWorkspaces extends WorkspaceChange<StartWorkspaces.Input, StartWorkspaces.Output> {

  StartWorkspaces(WorkspacesCore core) {
    super(new Facts<>("StartWorkspaces", Input.class, Output.class, false), core, Transition.START);
  }

  record Input(List<StartRequest> startWorkspaceRequests) {}

  record StartRequest(Optional<String> workspaceId) {}

  record Output(List<FailedChange> failedRequests) {}

  @Override
  List<String> named(Input input) {
    return input.startWorkspaceRequests().stream()
        .map(
            request ->
                request
                    .workspaceId()
                    .orElseThrow(() -> WorkspacesErrors.invalid("A request names no WorkspaceId.")))
        .toList();
  }

  @Override
  Output output(List<FailedChange> failed) {
    return new Output(failed);
  }
}
