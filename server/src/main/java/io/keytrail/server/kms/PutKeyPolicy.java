package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Replaces a key's policy; the old version stays in the history.
final class PutKeyPolicy extends KeyOperation<PutKeyPolicy.Input, PutKeyPolicy.Output> {
  private final KmsCore kms;

  PutKeyPolicy(KmsCore kms) {
    super(new Facts<>("PutKeyPolicy", Input.class, Output.class, false));
    this.kms = kms;
  }

  record Input(
      String keyId,
      String policy,
      Optional<String> policyName,
      Optional<Boolean> bypassPolicyLockoutSafetyCheck) {
    boolean bypass() {
      return bypassPolicyLockoutSafetyCheck.orElse(false);
    }
  }

  record Output() {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    return kms.keys().resolve(call, input.keyId(), KeyResolver.Naming.OWN_KEY);
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(
        KeyChecks.of(action(), target, Map.of(KeyContext.BYPASS, KeyContext.flag(input.bypass()))));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.ANY);
    GetKeyPolicy.requireName(input.policyName());
    KmsKey next = key.withNextPolicy();
    KeyPolicy policy = new KeyPolicy(key.id(), next.policyVersion(), input.policy(), call.time());
    return kms.policies()
        .admit(call, next, policy, input.bypass())
        .map(_ -> change(key, next, policy));
  }

  private Outcome<Output> change(KmsKey authorised, KmsKey next, KeyPolicy policy) {
    return new Outcome.Change<>(
        tx ->
            kms.store()
                .lock(tx, authorised)
                .compose(_ -> kms.store().insertPolicy(tx, policy))
                .compose(_ -> kms.store().updateKey(tx, next))
                .map(_ -> new Outcome.Answer<>(new Output(), RecordElements.key(next.arn()))),
        List.of(Invalidations.key(next.id())));
  }
}
