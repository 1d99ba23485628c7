package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Shows bundles: by ids, or those of an owner. The one there is belongs to `AMAZON`; without ids
/// and owner the caller's own are meant, of which there are none.
final class DescribeWorkspaceBundles
    extends WorkspacesOperation<
        DescribeWorkspaceBundles.Input, Place, DescribeWorkspaceBundles.Output> {

  DescribeWorkspaceBundles() {
    super(new Facts<>("DescribeWorkspaceBundles", Input.class, Output.class, true));
  }

  record Input(List<String> bundleIds, Optional<String> owner, Optional<String> nextToken) {}

  record Output(List<Shown> bundles) {}

  record Shown(
      String bundleId,
      String name,
      String owner,
      String description,
      String imageId,
      Storage rootStorage,
      Storage userStorage,
      ComputeType computeType,
      Instant lastUpdatedTime,
      Instant creationTime,
      String state,
      String bundleType) {

    static Shown of(Bundle bundle) {
      return new Shown(
          bundle.id(),
          bundle.name(),
          Bundle.OWNER,
          bundle.description(),
          bundle.imageId(),
          new Storage(Integer.toString(bundle.rootGib())),
          new Storage(Integer.toString(bundle.userGib())),
          new ComputeType(bundle.computeType()),
          Bundle.MADE,
          Bundle.MADE,
          "AVAILABLE",
          "REGULAR");
    }
  }

  record Storage(String capacity) {}

  record ComputeType(String name) {}

  @Override
  public Future<Place> target(Call call, Input input) {
    if (!input.bundleIds().isEmpty() && input.owner().isPresent()) {
      throw WorkspacesErrors.invalid("Only one of BundleIds and Owner can be given at a time.");
    }
    if (input.nextToken().isPresent()) {
      throw WorkspacesErrors.invalid("The NextToken is not valid; there is one page only.");
    }
    return Future.succeededFuture(Place.of(call));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Place place, Authorization authorization) {
    boolean amazon = input.owner().filter(Bundle.OWNER::equals).isPresent();
    List<Shown> shown =
        Bundle.ALL.stream()
            .filter(one -> amazon || input.bundleIds().contains(one.id()))
            .map(Shown::of)
            .toList();
    return Future.succeededFuture(Outcome.answer(new Output(shown)));
  }
}
