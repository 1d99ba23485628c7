package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Takes an inline policy out of force; its versions stay for the history.
final class DeleteUserPolicy
    implements Operation<DeleteUserPolicy.Input, UserTarget, DeleteUserPolicy.Output> {
  record Input(String userName, String policyName) {}

  record Output() {}

  private final UserStore store;
  private final Users users;

  DeleteUserPolicy(UserStore store, Users users) {
    this.store = store;
    this.users = users;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "DeleteUserPolicy");
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
    return Access.checked("iam:DeleteUserPolicy", "the user");
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
    return target.check("iam:DeleteUserPolicy");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, UserTarget target, Authorization authorization) {
    if (target.require().policy(input.policyName()).isEmpty()) {
      throw IamErrors.noSuchPolicy(input.policyName());
    }
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> delete(tx, target, input.policyName()), List.of(Users.stale(target))));
  }

  private Future<Outcome.Answer<Output>> delete(Tx tx, UserTarget target, String policyName) {
    return users
        .lock(tx, target)
        .compose(
            user -> {
              if (user.policy(policyName).isEmpty()) {
                throw IamErrors.noSuchPolicy(policyName);
              }
              return store.updateUser(tx, user.without(policyName));
            })
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }
}
