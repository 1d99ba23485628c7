package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists the names of a key's policies: there is one, called `default`.
final class ListKeyPolicies extends KeyOperation<ListKeyPolicies.Input, ListKeyPolicies.Output> {
  private final KmsCore kms;

  ListKeyPolicies(KmsCore kms) {
    super(new Facts<>("ListKeyPolicies", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(String keyId, Optional<Integer> limit, Optional<String> marker) {}

  record Output(List<String> policyNames, boolean truncated) {}

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
    // Every marker is refused: none was ever given out.
    var _ =
        kms.markers().after(Markers.Scope.of(call, "ListKeyPolicies/" + key.arn()), input.marker());
    return Future.succeededFuture(Outcome.answer(new Output(List.of(KeyPolicy.NAME), false)));
  }
}
