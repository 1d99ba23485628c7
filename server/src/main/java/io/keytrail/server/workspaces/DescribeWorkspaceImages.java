package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Shows the caller's images. None is shared with him.
final class DescribeWorkspaceImages
    extends WorkspacesOperation<
        DescribeWorkspaceImages.Input, Place, DescribeWorkspaceImages.Output> {
  private static final int PAGE = 25;
  private final WorkspacesCore core;

  DescribeWorkspaceImages(WorkspacesCore core) {
    super(new Facts<>("DescribeWorkspaceImages", Input.class, Output.class, true));
    this.core = core;
  }

  record Input(
      List<String> imageIds,
      Optional<String> imageType,
      Optional<String> nextToken,
      Optional<Integer> maxResults) {
    String list() {
      return "DescribeWorkspaceImages/" + List.of(imageIds, imageType);
    }
  }

  record Output(List<Image> images, Optional<String> nextToken) {}

  record Image(
      String imageId,
      String name,
      String description,
      CreateWorkspaceImage.OperatingSystem operatingSystem,
      String state,
      String requiredTenancy,
      Instant created,
      String ownerAccountId) {

    static Image of(WorkspaceImage image, Instant now) {
      return new Image(
          image.id(),
          image.name(),
          image.description(),
          CreateWorkspaceImage.OperatingSystem.of(image),
          image.state(now),
          "DEFAULT",
          image.created(),
          image.place().account());
    }
  }

  @Override
  public Future<Place> target(Call call, Input input) {
    return Future.succeededFuture(Place.of(call));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Place place, Authorization authorization) {
    if (input.imageType().filter("SHARED"::equals).isPresent()) {
      return Future.succeededFuture(Outcome.answer(new Output(List.of(), Optional.empty())));
    }
    int limit = input.maxResults().orElse(PAGE);
    Optional<String> after = core.tokens().after(place, input.list(), input.nextToken());
    return core.images()
        .images(place, input.imageIds(), after, limit + 1)
        .map(
            found -> {
              Tokens.Page<WorkspaceImage> page =
                  core.tokens().page(place, input.list(), found, limit, WorkspaceImage::id);
              return Outcome.answer(
                  new Output(
                      page.items().stream().map(one -> Image.of(one, call.time())).toList(),
                      page.next()));
            });
  }
}
