package io.keytrail.server.iam.simulator;

import io.keytrail.server.iam.IamErrors;
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
import java.util.Optional;
import java.util.OptionalInt;

/// Decides actions by the policies of a user or role, and by those of the request beside them.
final class SimulatePrincipalPolicy
    implements Operation<SimulatePrincipalPolicy.Input, PolicySource, SimulationOutput> {
  record Input(
      String policySourceArn,
      List<String> policyInputList,
      List<String> permissionsBoundaryPolicyInputList,
      List<PolicyIdentifierInput> policyExclusionList,
      List<String> actionNames,
      List<String> resourceArns,
      Optional<String> resourcePolicy,
      Optional<String> resourceOwner,
      Optional<String> callerArn,
      List<ContextEntryInput> contextEntries,
      Optional<String> resourceHandlingOption,
      OptionalInt maxItems,
      Optional<String> marker) {

    SimulationInput common() {
      return new SimulationInput(
          actionNames,
          resourceArns,
          resourcePolicy,
          resourceOwner,
          contextEntries,
          resourceHandlingOption,
          maxItems,
          marker);
    }
  }

  private static final String ACTION = "iam:SimulatePrincipalPolicy";

  private final PolicySources sources;
  private final Workers workers;

  SimulatePrincipalPolicy(PolicySources sources, Workers workers) {
    this.sources = sources;
    this.workers = workers;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "SimulatePrincipalPolicy");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<SimulationOutput> outputType() {
    return SimulationOutput.class;
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
  public Future<Outcome<SimulationOutput>> execute(
      Call call, Input input, PolicySource source, Authorization authorization) {
    return workers.run(() -> Outcome.answer(simulate(input, source)));
  }

  private static SimulationOutput simulate(Input input, PolicySource source) {
    if (input.resourcePolicy().isPresent() && input.callerArn().isEmpty() && !source.isUser()) {
      throw IamErrors.invalidInput(
          "Invalid caller - Caller must be an IAM user in this context. With ResourcePolicy a"
              + " PolicySourceArn that is not a user's needs a CallerArn that is.");
    }
    SimulatedCaller own = source.caller();
    return new Simulation(
            input.common(),
            input.callerArn().map(SimulatedCaller::of).orElse(own),
            SourcePolicies.read(
                source.policies(new Exclusions(input.policyExclusionList())),
                input.policyInputList(),
                input.permissionsBoundaryPolicyInputList(),
                List.of()))
        .run();
  }
}
