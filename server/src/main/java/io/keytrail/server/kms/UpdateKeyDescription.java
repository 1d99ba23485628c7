package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Replaces the words that say what a key is for.
final class UpdateKeyDescription
    extends KeyOperation<UpdateKeyDescription.Input, UpdateKeyDescription.Output> {
  private final KmsCore kms;

  UpdateKeyDescription(KmsCore kms) {
    super(new Facts<>("UpdateKeyDescription", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String keyId, String description) {}

  record Output() {}

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
    KmsKey key = target.key(StateTable.Row.NOT_PENDING_DELETION);
    KmsKey next = key.withDescription(input.description());
    return Future.succeededFuture(
        KeyStateChange.of(
            kms.store(),
            key,
            next,
            new Outcome.Answer<>(new Output(), RecordElements.key(key.arn()))));
  }
}
