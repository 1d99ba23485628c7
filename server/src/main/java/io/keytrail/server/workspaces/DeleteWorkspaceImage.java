package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Deletes an image. One that is not there is deleted already, as AWS has it.
final class DeleteWorkspaceImage
    extends WorkspacesOperation<
        DeleteWorkspaceImage.Input, Optional<WorkspaceImage>, DeleteWorkspaceImage.Output> {
  private final WorkspacesCore core;

  DeleteWorkspaceImage(WorkspacesCore core) {
    super(new Facts<>("DeleteWorkspaceImage", Input.class, Output.class, false));
    this.core = core;
  }

  record Input(String imageId) {}

  record Output() {}

  @Override
  public Access access() {
    return Access.checked(action(), "the image");
  }

  @Override
  public Future<Optional<WorkspaceImage>> target(Call call, Input input) {
    return core.images().image(Place.of(call), input.imageId());
  }

  @Override
  public List<Check> checks(Call call, Input input, Optional<WorkspaceImage> found) {
    return List.of(
        check(
            call,
            Place.of(call).imageArn(input.imageId()),
            found.map(one -> TagPair.ofResource(one.tags())).orElse(Map.of())));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Optional<WorkspaceImage> found, Authorization authorization) {
    Outcome.Answer<Output> answer = new Outcome.Answer<>(new Output(), Outcome.Details.NONE);
    return Future.succeededFuture(
        found.isEmpty()
            ? answer
            : new Outcome.Change<>(
                tx -> core.images().delete(tx, found.get()).map(answer), List.of()));
  }
}
