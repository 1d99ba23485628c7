package io.keytrail.server.kms;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/// Tells what is known of a key.
final class DescribeKey extends KeyOperation<DescribeKey.Input, DescribeKey.Output> {
  private final KmsCore kms;

  DescribeKey(KmsCore kms) {
    super(new Facts<>("DescribeKey", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(String keyId, List<String> grantTokens) {}

  record Output(KeyMetadata keyMetadata) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    return kms.keys()
        .resolve(call, input.keyId(), KeyResolver.Naming.ANY_KEY_OR_ALIAS, input.grantTokens());
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(KeyChecks.of(action(), target, Map.of()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = target.key(StateTable.Row.ANY);
    return Future.succeededFuture(Outcome.answer(new Output(KeyMetadata.of(key))));
  }
}
