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
import java.util.ArrayList;
import java.util.List;

/// Lists the context keys that the policies of a user or role speak of, and those of the request.
final class GetContextKeysForPrincipalPolicy
    implements Operation<GetContextKeysForPrincipalPolicy.Input, PolicySource, ContextKeysOutput> {
  record Input(String policySourceArn, List<String> policyInputList) {}

  private static final String ACTION = "iam:GetContextKeysForPrincipalPolicy";

  private final PolicySources sources;
  private final Workers workers;

  GetContextKeysForPrincipalPolicy(PolicySources sources, Workers workers) {
    this.sources = sources;
    this.workers = workers;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "GetContextKeysForPrincipalPolicy");
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
    return Access.checked(ACTION, "the user, group or role");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<PolicySource> target(Call call, Input input) {
    return sources.find(call, input.policySourceArn());
  }

  @Override
  public List<Check> checks(Call call, Input input, PolicySource source) {
    return source.check(ACTION);
  }

  @Override
  public Future<Outcome<ContextKeysOutput>> execute(
      Call call, Input input, PolicySource source, Authorization authorization) {
    return workers.run(() -> Outcome.answer(keys(input, source)));
  }

  private static ContextKeysOutput keys(Input input, PolicySource source) {
    List<SourcePolicy> all = new ArrayList<>(source.policies(Exclusions.NONE));
    all.addAll(SourcePolicy.readAnyKind("PolicyInputList", input.policyInputList()));
    return ContextKeysOutput.of(all);
  }
}
