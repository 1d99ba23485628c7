package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes an image of a desktop, which must not be encrypted.
///
/// Source: the seed's limits; facts/ebs-workspaces.md §4.7.
final class CreateWorkspaceImage
    extends WorkspacesOperation<
        CreateWorkspaceImage.Input, Optional<Workspace>, CreateWorkspaceImage.Output> {
  private final WorkspacesCore core;

  CreateWorkspaceImage(WorkspacesCore core) {
    super(new Facts<>("CreateWorkspaceImage", Input.class, Output.class, false));
    this.core = core;
  }

  record Input(String name, String description, String workspaceId, List<TagPair> tags) {}

  record Output(
      String imageId,
      String name,
      String description,
      OperatingSystem operatingSystem,
      String state,
      String requiredTenancy,
      Instant created,
      String ownerAccountId) {}

  record OperatingSystem(String type) {
    /// As images say it: `WINDOWS` or `LINUX`.
    static OperatingSystem of(WorkspaceImage image) {
      return new OperatingSystem(
          image.operatingSystem().startsWith("WINDOWS") ? "WINDOWS" : "LINUX");
    }
  }

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(action(), "the WorkSpace"),
            new Access.Rule(action(), "the image to be")));
  }

  @Override
  public Future<Optional<Workspace>> target(Call call, Input input) {
    TagPair.read(input.tags());
    return core.workspaces()
        .workspace(Place.of(call), input.workspaceId())
        .map(found -> found.filter(one -> one.state().visible()));
  }

  @Override
  public List<Check> checks(Call call, Input input, Optional<Workspace> found) {
    return List.of(
        check(
            call,
            Place.of(call).workspaceArn(input.workspaceId()),
            found.map(one -> TagPair.ofResource(one.tags())).orElse(Map.of())),
        check(call, Place.of(call).imageArn("*"), TagPair.requested(input.tags())));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Optional<Workspace> found, Authorization authorization) {
    Workspace workspace =
        found.orElseThrow(() -> WorkspacesErrors.noWorkspace(input.workspaceId()));
    if (workspace.encrypted()) {
      throw WorkspacesErrors.notSupported(
          "The WorkSpace %s is encrypted; an image cannot be created from an encrypted WorkSpace."
              .formatted(workspace.id()));
    }
    if (workspace.state() != WorkspaceState.AVAILABLE) {
      throw WorkspacesErrors.invalidState(
          "The WorkSpace %s is %s; an image is created from an AVAILABLE one."
              .formatted(workspace.id(), workspace.state()));
    }
    WorkspaceImage image = image(call, input, workspace);
    Outcome.Answer<Output> answer = answer(call, image, workspace);
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                core.images()
                    .insert(tx, image)
                    .map(
                        done -> {
                          if (!done) {
                            throw WorkspacesErrors.alreadyExists(
                                "There is an image called " + image.name() + " already.");
                          }
                          return answer;
                        }),
            List.of()));
  }

  private WorkspaceImage image(Call call, Input input, Workspace workspace) {
    return new WorkspaceImage(
        core.ids().image(),
        Place.of(call),
        input.name(),
        input.description(),
        workspace.id(),
        workspace.properties().operatingSystem(),
        call.time(),
        call.time().plus(core.simulation().image()),
        TagPair.read(input.tags()),
        1);
  }

  private static Outcome.Answer<Output> answer(
      Call call, WorkspaceImage image, Workspace workspace) {
    Output output =
        new Output(
            image.id(),
            image.name(),
            image.description(),
            OperatingSystem.of(image),
            image.state(call.time()),
            "DEFAULT",
            image.created(),
            image.place().account());
    JsonObject elements =
        JsonObject.builder()
            .put("imageId", image.id())
            .put("name", image.name())
            .put("state", output.state())
            .build();
    return new Outcome.Answer<>(output, TrailDetails.of(elements, List.of(workspace)));
  }
}
