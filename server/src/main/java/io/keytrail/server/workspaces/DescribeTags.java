package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;

/// Shows the tags of a WorkSpace, a registered directory or an image.
final class DescribeTags
    extends WorkspacesOperation<DescribeTags.Input, Tagged, DescribeTags.Output> {
  private final WorkspacesCore core;

  DescribeTags(WorkspacesCore core) {
    super(new Facts<>("DescribeTags", Input.class, Output.class, true));
    this.core = core;
  }

  record Input(String resourceId) {}

  record Output(List<TagPair> tagList) {}

  @Override
  public Future<Tagged> target(Call call, Input input) {
    return Tagged.find(core, Place.of(call), input.resourceId());
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Tagged tagged, Authorization authorization) {
    return Future.succeededFuture(Outcome.answer(new Output(TagPair.of(tagged.tags()))));
  }
}
