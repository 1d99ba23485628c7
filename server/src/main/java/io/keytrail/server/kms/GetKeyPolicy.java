package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives a key's policy, as it was put.
final class GetKeyPolicy extends KeyOperation<GetKeyPolicy.Input, GetKeyPolicy.Output> {
  private final KmsCore kms;

  GetKeyPolicy(KmsCore kms) {
    super(new Facts<>("GetKeyPolicy", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(String keyId, Optional<String> policyName) {}

  record Output(String policy, String policyName) {}

  /// A key has one policy, called `default`.
  static void requireName(Optional<String> policyName) {
    if (policyName.isPresent() && !policyName.get().equals(KeyPolicy.NAME)) {
      throw new ApiException(KmsErrors.NOT_FOUND, "No such policy exists");
    }
  }

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
    target.key(StateTable.Row.ANY);
    requireName(input.policyName());
    String document = target.guarded().orElseThrow().policy().document();
    return Future.succeededFuture(Outcome.answer(new Output(document, KeyPolicy.NAME)));
  }
}
