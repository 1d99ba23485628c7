package io.keytrail.server.workspaces;

import java.util.List;
import java.util.Optional;

/// Stops desktops that are not always on.
final class StopWorkspaces extends WorkspaceChange<StopWorkspaces.Input, StopWorkspaces.Output> {

  StopWorkspaces(WorkspacesCore core) {
    super(new Facts<>("StopWorkspaces", Input.class, Output.class, false), core, Transition.STOP);
  }

  record Input(List<StopRequest> stopWorkspaceRequests) {}

  record StopRequest(Optional<String> workspaceId) {}

  record Output(List<FailedChange> failedRequests) {}

  @Override
  List<String> named(Input input) {
    return input.stopWorkspaceRequests().stream()
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
