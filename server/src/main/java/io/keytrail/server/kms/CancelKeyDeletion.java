package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Takes back a scheduled deletion; the key is then disabled.
final class CancelKeyDeletion
    extends KeyOperation<CancelKeyDeletion.Input, CancelKeyDeletion.Output> {
  private final KmsCore kms;

  CancelKeyDeletion(KmsCore kms) {
    super(new Facts<>("CancelKeyDeletion", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String keyId) {}

  record Output(String keyId) {}

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
    KmsKey key = target.key(StateTable.Row.CANCEL_DELETION);
    return Future.succeededFuture(
        KeyStateChange.of(
            kms.store(),
            key,
            key.withState(KeyState.DISABLED),
            new Outcome.Answer<>(new Output(key.arn()), RecordElements.key(key.arn()))));
  }
}
