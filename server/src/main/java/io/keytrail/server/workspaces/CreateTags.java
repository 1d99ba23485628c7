package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives tags to a WorkSpace, a registered directory or an image; of the same key, the new value
/// stands.
final class CreateTags extends WorkspacesOperation<CreateTags.Input, Tagged, CreateTags.Output> {
  private final WorkspacesCore core;

  CreateTags(WorkspacesCore core) {
    super(new Facts<>("CreateTags", Input.class, Output.class, false));
    this.core = core;
  }

  record Input(String resourceId, List<TagPair> tags) {}

  record Output() {}

  @Override
  public Future<Tagged> target(Call call, Input input) {
    TagPair.read(input.tags());
    return Tagged.find(core, Place.of(call), input.resourceId());
  }

  @Override
  public List<Check> checks(Call call, Input input, Tagged tagged) {
    return List.of(check(call, "*", TagPair.requested(input.tags())));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Tagged tagged, Authorization authorization) {
    Map<String, String> tags = new HashMap<>(tagged.tags());
    tags.putAll(TagPair.read(input.tags()));
    if (tags.size() > TagPair.MOST) {
      throw new io.keytrail.server.invoke.ApiException(
          WorkspacesErrors.LIMIT, "A resource has at most " + TagPair.MOST + " tags.");
    }
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                Tagged.store(core, tx, tagged, tags)
                    .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE)),
            List.of()));
  }
}
