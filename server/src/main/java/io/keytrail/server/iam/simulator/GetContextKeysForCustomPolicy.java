package io.keytrail.server.iam.simulator;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Workers;
import io.vertx.core.Future;
import java.util.List;

/// Lists the context keys that policies of the request speak of.
final class GetContextKeysForCustomPolicy
    implements Operation<GetContextKeysForCustomPolicy.Input, String, ContextKeysOutput> {
  record Input(List<String> policyInputList) {}

  private static final String ACTION = "iam:GetContextKeysForCustomPolicy";

  private final Workers workers;

  GetContextKeysForCustomPolicy(Workers workers) {
    this.workers = workers;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "GetContextKeysForCustomPolicy");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<ContextKeysOutput> outputType() {
    return ContextKeysOutput.class;
  }

  @Override
  public Access access() {
    return Access.checked(ACTION, "*");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  /// The caller's account.
  @Override
  public Future<String> target(Call call, Input input) {
    return Future.succeededFuture(call.account());
  }

  @Override
  public List<Check> checks(Call call, Input input, String account) {
    return List.of(Check.plain(ACTION, "*", account));
  }

  @Override
  public Future<Outcome<ContextKeysOutput>> execute(
      Call call, Input input, String account, Authorization authorization) {
    return workers.run(
        () ->
            Outcome.answer(
                ContextKeysOutput.of(
                    SourcePolicy.readAnyKind("PolicyInputList", input.policyInputList()))));
  }
}
