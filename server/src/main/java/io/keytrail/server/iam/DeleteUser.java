package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Removes a user that has neither policies nor access keys any more.
final class DeleteUser implements Operation<DeleteUser.Input, UserTarget, DeleteUser.Output> {
  record Input(String userName) {}

  record Output() {}

  private final UserStore store;
  private final AccessKeyStore keys;
  private final Users users;

  DeleteUser(UserStore store, AccessKeyStore keys, Users users) {
    this.store = store;
    this.keys = keys;
    this.users = users;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "DeleteUser");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return Access.checked("iam:DeleteUser", "the user");
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<UserTarget> target(Call call, Input input) {
    return users.find(call, input.userName());
  }

  @Override
  public List<Check> checks(Call call, Input input, UserTarget target) {
    return target.check("iam:DeleteUser");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, UserTarget target, Authorization authorization) {
    User user = target.require();
    return Future.succeededFuture(
        new Outcome.Change<>(tx -> delete(tx, target, user), List.of(Users.stale(target))));
  }

  private Future<Outcome.Answer<Output>> delete(Tx tx, UserTarget target, User authorised) {
    return users
        .lock(tx, target)
        .compose(
            user ->
                keys.lockAccessKeys(tx, authorised.principal())
                    .compose(
                        found -> {
                          refuseWhileInUse(user, found.orElse(List.of()));
                          return store.deleteUser(tx, user);
                        }))
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }

  private static void refuseWhileInUse(User user, List<AccessKey> found) {
    if (!found.isEmpty()) {
      throw new ApiException(
          IamErrors.DELETE_CONFLICT, "Cannot delete entity, must delete access keys first.");
    }
    if (!user.policies().isEmpty()) {
      throw new ApiException(
          IamErrors.DELETE_CONFLICT, "Cannot delete entity, must delete policies first.");
    }
  }
}
