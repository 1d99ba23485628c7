package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Outcome.Invalidation;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Removes a role that has no policies any more. Its sessions end with it.
final class DeleteRole extends RoleOperation<DeleteRole.Input, DeleteRole.Output> {
  record Input(String roleName) {}

  record Output() {}

  private final RoleStore store;

  DeleteRole(RoleStore store, Roles roles) {
    super(new Facts<>("DeleteRole", Input.class, Output.class, false, Input::roleName), roles);
    this.store = store;
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, RoleTarget target, Authorization authorization) {
    Role role = target.requireModifiable(call);
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> delete(tx, target),
            List.of(Roles.stale(target), new Invalidation(Roles.KIND_GONE, role.id()))));
  }

  private Future<Outcome.Answer<Output>> delete(Tx tx, RoleTarget target) {
    return roles()
        .lock(tx, target)
        .compose(
            role -> {
              if (!role.policies().isEmpty()) {
                throw new ApiException(
                    IamErrors.DELETE_CONFLICT, "Cannot delete entity, must delete policies first.");
              }
              return store.deleteRole(tx, role);
            })
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }
}
