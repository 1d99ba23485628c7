package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Makes a key usable.
final class EnableKey extends KeyOperation<EnableKey.Input, EnableKey.Output> {
  private final KmsCore kms;

  EnableKey(KmsCore kms) {
    super(new Facts<>("EnableKey", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(String keyId) {}

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
    KmsKey key = target.key(StateTable.Row.SWITCH);
    Outcome.Answer<Output> done = new Outcome.Answer<>(new Output(), RecordElements.key(key.arn()));
    // A key that is so already is locked all the same: what was cached may be out of date.
    KmsKey next = key.state() == KeyState.ENABLED ? key : key.withState(KeyState.ENABLED);
    return Future.succeededFuture(KeyStateChange.of(kms.store(), key, next, done));
  }
}
