package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/// An operation on one role of the caller's account, checked by the action of its own name on that
/// role.
abstract class RoleOperation<I extends Record, O extends Record>
    implements Operation<I, RoleTarget, O> {

  /// @param name on the wire, also the action's
  /// @param roleName what the input calls the role
  record Facts<I extends Record, O extends Record>(
      String name,
      Class<I> inputType,
      Class<O> outputType,
      boolean readOnly,
      Function<I, String> roleName) {}

  private final Facts<I, O> facts;
  private final Roles roles;

  RoleOperation(Facts<I, O> facts, Roles roles) {
    this.facts = facts;
    this.roles = roles;
  }

  final Roles roles() {
    return roles;
  }

  private String action() {
    return "iam:" + facts.name();
  }

  @Override
  public final OperationId id() {
    return new OperationId("iam", facts.name());
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
  public final Access access() {
    return Access.checked(action(), "the role");
  }

  @Override
  public final boolean readOnly() {
    return facts.readOnly();
  }

  @Override
  public final Future<RoleTarget> target(Call call, I input) {
    return roles.find(call, facts.roleName().apply(input));
  }

  @Override
  public final List<Check> checks(Call call, I input, RoleTarget target) {
    return target.check(action());
  }
}
