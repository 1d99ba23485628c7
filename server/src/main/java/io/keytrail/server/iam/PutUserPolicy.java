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
import java.time.InstantSource;
import java.util.List;

/// Puts an inline policy in force, or replaces the one of that name. The version that it replaces
/// is kept.
final class PutUserPolicy
    implements Operation<PutUserPolicy.Input, UserTarget, PutUserPolicy.Output> {
  record Input(String userName, String policyName, String policyDocument) {}

  record Output() {}

  /// Of all inline policies of a user together, white space aside.
  private static final int MAX_INLINE_CHARACTERS = 2_048;

  private final UserStore store;
  private final Users users;
  private final InstantSource clock;

  PutUserPolicy(UserStore store, Users users, InstantSource clock) {
    this.store = store;
    this.users = users;
    this.clock = clock;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "PutUserPolicy");
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
    return Access.checked("iam:PutUserPolicy", "the user");
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
    return target.check("iam:PutUserPolicy");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, UserTarget target, Authorization authorization) {
    IdentityDocuments.refuseMalformed(input.policyDocument());
    return Future.succeededFuture(
        new Outcome.Change<>(tx -> put(tx, input, target), List.of(Users.stale(target))));
  }

  private Future<Outcome.Answer<Output>> put(Tx tx, Input input, UserTarget target) {
    return users
        .lock(tx, target)
        .compose(user -> store.policies(tx, user).compose(all -> put(tx, input, user, all)))
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }

  private Future<Void> put(Tx tx, Input input, User user, List<PolicyVersion> inForce) {
    int characters = IdentityDocuments.countedCharacters(input.policyDocument());
    for (PolicyVersion other : inForce) {
      if (!other.name().equals(input.policyName())) {
        characters += IdentityDocuments.countedCharacters(other.document());
      }
    }
    if (characters > MAX_INLINE_CHARACTERS) {
      throw new ApiException(
          IamErrors.LIMIT_EXCEEDED,
          "Maximum policy size of 2048 bytes exceeded for user " + user.name());
    }
    PolicyVersion next =
        new PolicyVersion(
            user.nextVersionId(input.policyName()),
            user.accountId(),
            user.id(),
            input.policyName(),
            input.policyDocument(),
            clock.instant());
    return store
        .insertPolicy(tx, next)
        .compose(
            _ -> store.updateUser(tx, user.with(new PolicyRef(next.name(), next.versionId()))));
  }
}
