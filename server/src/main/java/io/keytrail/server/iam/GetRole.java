package io.keytrail.server.iam;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;

/// Shows a role with its trust policy.
final class GetRole extends RoleOperation<GetRole.Input, GetRole.Output> {
  record Input(String roleName) {}

  record Output(RoleView role) {}

  private final RoleStore store;

  GetRole(RoleStore store, Roles roles) {
    super(new Facts<>("GetRole", Input.class, Output.class, true, Input::roleName), roles);
    this.store = store;
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, RoleTarget target, Authorization authorization) {
    Role role = target.require();
    return store
        .trust(role)
        .map(trust -> Outcome.answer(new Output(RoleView.full(role, trust.document()))));
  }
}
