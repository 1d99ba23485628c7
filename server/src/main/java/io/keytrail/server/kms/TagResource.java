package io.keytrail.server.kms;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Adds tags to a key, or replaces the values of tags it has.
final class TagResource extends KeyOperation<TagResource.Input, TagResource.Output> {
  private final KmsCore kms;

  TagResource(KmsCore kms) {
    super(new Facts<>("TagResource", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String keyId, List<Tag> tags) {}

  record Output() {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.OWN_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    Map<String, ContextValue> context = new HashMap<>();
    KeyContext.requestTags(context, Tag.byKey(input.tags()));
    return List.of(KeyChecks.of(action(), target, context));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.NOT_PENDING_DELETION);
    Map<String, String> tags = new TreeMap<>(key.tags());
    tags.putAll(Tag.byKey(input.tags()));
    KmsKey next = key.withTags(Tag.requireFit(tags));
    return Future.succeededFuture(
        KeyStateChange.of(
            kms.store(),
            key,
            next,
            new Outcome.Answer<>(new Output(), RecordElements.key(key.arn()))));
  }
}
