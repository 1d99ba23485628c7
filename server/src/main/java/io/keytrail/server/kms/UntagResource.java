package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes tags from a key; those it does not have do no harm.
final class UntagResource extends KeyOperation<UntagResource.Input, UntagResource.Output> {
  private final KmsCore kms;

  UntagResource(KmsCore kms) {
    super(new Facts<>("UntagResource", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String keyId, List<String> tagKeys) {}

  record Output() {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.OWN_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(
        KeyChecks.of(action(), target, Map.of("aws:TagKeys", KeyContext.texts(input.tagKeys()))));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.NOT_PENDING_DELETION);
    Map<String, String> tags = new TreeMap<>(key.tags());
    input.tagKeys().forEach(tags::remove);
    KmsKey next = tags.equals(key.tags()) ? key : key.withTags(tags);
    return Future.succeededFuture(
        KeyStateChange.of(
            kms.store(),
            key,
            next,
            new Outcome.Answer<>(new Output(), RecordElements.key(key.arn()))));
  }
}
