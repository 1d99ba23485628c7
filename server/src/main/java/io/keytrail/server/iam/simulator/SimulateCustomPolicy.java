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

/// Decides actions by the policies of the request, and by nothing else.
final class SimulateCustomPolicy
    implements Operation<SimulateCustomPolicy.Input, String, SimulationOutput> {
  record Input(
      List<String> policyInputList,
      List<String> permissionsBoundaryPolicyInputList,
      List<LevelInput> orderedOrganizationPolicyInputList,
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

  private static final String ACTION = "iam:SimulateCustomPolicy";

  private final Workers workers;

  SimulateCustomPolicy(Workers workers) {
    this.workers = workers;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "SimulateCustomPolicy");
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
  public Future<Outcome<SimulationOutput>> execute(
      Call call, Input input, String account, Authorization authorization) {
    return workers.run(() -> Outcome.answer(simulate(input, account)));
  }

  private static SimulationOutput simulate(Input input, String account) {
    if (input.resourcePolicy().isPresent() && input.callerArn().isEmpty()) {
      throw IamErrors.invalidInput(
          "Invalid caller - Caller cannot be null or empty. ResourcePolicy needs a CallerArn.");
    }
    return new Simulation(
            input.common(),
            input
                .callerArn()
                .map(SimulatedCaller::of)
                .orElseGet(() -> SimulatedCaller.unnamed(account)),
            SourcePolicies.read(
                List.of(),
                input.policyInputList(),
                input.permissionsBoundaryPolicyInputList(),
                input.orderedOrganizationPolicyInputList()))
        .run();
  }
}
