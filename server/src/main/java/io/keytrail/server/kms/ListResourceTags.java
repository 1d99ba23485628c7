package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists a key's tags by key.
final class ListResourceTags extends KeyOperation<ListResourceTags.Input, ListResourceTags.Output> {
  private static final int DEFAULT_LIMIT = 50;
  private final KmsCore kms;

  ListResourceTags(KmsCore kms) {
    super(new Facts<>("ListResourceTags", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(String keyId, Optional<Integer> limit, Optional<String> marker) {}

  record Output(List<Tag> tags, Optional<String> nextMarker, boolean truncated) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.OWN_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(KeyChecks.of(action(), target, Map.of()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.ANY);
    Markers.Scope scope = Markers.Scope.of(call, "ListResourceTags/" + key.arn());
    Optional<String> after = kms.markers().after(scope, input.marker());
    int limit = input.limit().orElse(DEFAULT_LIMIT);
    List<Tag> rest =
        key.tags().entrySet().stream()
            .filter(tag -> after.isEmpty() || tag.getKey().compareTo(after.get()) > 0)
            .limit(limit + 1L)
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList();
    Markers.Page<Tag> page = kms.markers().page(scope, rest, limit, Tag::tagKey);
    return Future.succeededFuture(
        Outcome.answer(new Output(page.items(), page.nextMarker(), page.truncated())));
  }
}
