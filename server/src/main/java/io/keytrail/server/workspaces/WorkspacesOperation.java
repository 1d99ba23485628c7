package io.keytrail.server.workspaces;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import java.util.List;
import java.util.Map;

/// An operation of the service, checked by the action of its own name.
abstract class WorkspacesOperation<I extends Record, T, O extends Record>
    implements Operation<I, T, O> {

  /// @param name on the wire, also the action's
  record Facts<I extends Record, O extends Record>(
      String name, Class<I> inputType, Class<O> outputType, boolean readOnly) {}

  private final Facts<I, O> facts;

  WorkspacesOperation(Facts<I, O> facts) {
    this.facts = facts;
  }

  final String action() {
    return "workspaces:" + facts.name();
  }

  @Override
  public final OperationId id() {
    return new OperationId("workspaces", facts.name());
  }

  @Override
  public final Class<I> inputType() {
    return facts.inputType();
  }

  @Override
  public final Class<O> outputType() {
    return facts.outputType();
  }

  @Override
  public final boolean readOnly() {
    return facts.readOnly();
  }

  @Override
  public Access access() {
    return Access.checked(action(), "*");
  }

  @Override
  public List<Check> checks(Call call, I input, T target) {
    return List.of(Check.plain(action(), "*", call.account()));
  }

  /// The action on a resource of the caller's account.
  final Check check(Call call, String arn, Map<String, ContextValue> context) {
    return new Check(
        action(),
        arn,
        call.account(),
        new ResourceGuard.None(),
        context,
        Map.of(),
        List.of(),
        Map.of());
  }
}
