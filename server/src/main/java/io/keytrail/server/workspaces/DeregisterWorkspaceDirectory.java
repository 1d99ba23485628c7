package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ends a directory's registration, once it has no desktops. The directory itself stays.
final class DeregisterWorkspaceDirectory
    extends WorkspacesOperation<
        DeregisterWorkspaceDirectory.Input,
        Optional<WorkspaceDirectory>,
        DeregisterWorkspaceDirectory.Output> {
  private final WorkspacesCore core;

  DeregisterWorkspaceDirectory(WorkspacesCore core) {
    super(new Facts<>("DeregisterWorkspaceDirectory", Input.class, Output.class, false));
    this.core = core;
  }

  record Input(String directoryId) {}

  record Output() {}

  @Override
  public Access access() {
    return Access.checked(action(), "the directory");
  }

  @Override
  public Future<Optional<WorkspaceDirectory>> target(Call call, Input input) {
    return core.directories().directory(Place.of(call), input.directoryId());
  }

  @Override
  public List<Check> checks(Call call, Input input, Optional<WorkspaceDirectory> found) {
    return List.of(
        check(
            call,
            Place.of(call).directoryArn(input.directoryId()),
            found.map(one -> TagPair.ofResource(one.tags())).orElse(Map.of())));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Optional<WorkspaceDirectory> found, Authorization authorization) {
    if (found.isEmpty()) {
      throw WorkspacesErrors.noDirectory(input.directoryId());
    }
    return Future.succeededFuture(
        new Outcome.Change<>(tx -> deregister(tx, found.get()), List.of()));
  }

  private Future<Outcome.Answer<Output>> deregister(Tx tx, WorkspaceDirectory directory) {
    return core.directories()
        .lock(tx, directory.place(), directory.id(), true)
        .compose(
            current ->
                current.isPresent()
                    ? core.directories().delete(tx, current.get())
                    : Future.failedFuture(new Outcome.StaleTarget(directory.id() + " is gone")))
        .map(
            done -> {
              if (!done) {
                throw WorkspacesErrors.invalidState(
                    "The directory %s has WorkSpaces; remove them first."
                        .formatted(directory.id()));
              }
              return new Outcome.Answer<>(new Output(), Outcome.Details.NONE);
            });
  }
}
