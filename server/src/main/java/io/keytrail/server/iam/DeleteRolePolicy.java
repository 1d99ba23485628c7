package io.keytrail.server.iam;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Takes an inline policy of a role out of force; its versions stay for the history.
final class DeleteRolePolicy
    extends RoleOperation<DeleteRolePolicy.Input, DeleteRolePolicy.Output> {
  record Input(String roleName, String policyName) {}

  record Output() {}

  private final RoleStore store;

  DeleteRolePolicy(RoleStore store, Roles roles) {
    super(
        new Facts<>("DeleteRolePolicy", Input.class, Output.class, false, Input::roleName), roles);
    this.store = store;
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, RoleTarget target, Authorization authorization) {
    if (target.requireModifiable(call).policy(input.policyName()).isEmpty()) {
      throw IamErrors.noSuchRolePolicy(input.policyName());
    }
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> delete(tx, target, input.policyName()), List.of(Roles.stale(target))));
  }

  private Future<Outcome.Answer<Output>> delete(Tx tx, RoleTarget target, String policyName) {
    return roles()
        .lock(tx, target)
        .compose(
            role -> {
              if (role.policy(policyName).isEmpty()) {
                throw IamErrors.noSuchRolePolicy(policyName);
              }
              return store.updateRole(tx, role.without(policyName));
            })
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }
}
