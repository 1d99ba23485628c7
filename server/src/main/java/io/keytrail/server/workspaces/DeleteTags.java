package io.keytrail.server.workspaces;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes tags away; of a key that is not there nothing is taken.
final class DeleteTags extends WorkspacesOperation<DeleteTags.Input, Tagged, DeleteTags.Output> {
  private final WorkspacesCore core;

  DeleteTags(WorkspacesCore core) {
    super(new Facts<>("DeleteTags", Input.class, Output.class, false));
    this.core = core;
  }

  record Input(String resourceId, List<String> tagKeys) {}

  record Output() {}

  @Override
  public Future<Tagged> target(Call call, Input input) {
    return Tagged.find(core, Place.of(call), input.resourceId());
  }

  @Override
  public List<Check> checks(Call call, Input input, Tagged tagged) {
    return List.of(
        check(
            call,
            "*",
            input.tagKeys().isEmpty()
                ? Map.of()
                : Map.of("aws:TagKeys", ContextValue.list(input.tagKeys()))));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Tagged tagged, Authorization authorization) {
    Map<String, String> tags = new HashMap<>(tagged.tags());
    input.tagKeys().forEach(tags::remove);
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                Tagged.store(core, tx, tagged, tags)
                    .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE)),
            List.of()));
  }
}
