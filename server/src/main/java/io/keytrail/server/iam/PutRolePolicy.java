package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/// Puts an inline policy of a role in force, or replaces the one of that name. The version that it
/// replaces is kept.
final class PutRolePolicy extends RoleOperation<PutRolePolicy.Input, PutRolePolicy.Output> {
  record Input(String roleName, String policyName, String policyDocument) {}

  record Output() {}

  /// Of all inline policies of a role together, white space aside.
  private static final int MAX_INLINE_CHARACTERS = 10_240;

  private final RoleStore store;
  private final InstantSource clock;

  PutRolePolicy(RoleStore store, Roles roles, InstantSource clock) {
    super(new Facts<>("PutRolePolicy", Input.class, Output.class, false, Input::roleName), roles);
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, RoleTarget target, Authorization authorization) {
    target.requireModifiable(call);
    IdentityDocuments.refuseMalformed(input.policyDocument());
    return Future.succeededFuture(
        new Outcome.Change<>(tx -> put(tx, input, target), List.of(Roles.stale(target))));
  }

  private Future<Outcome.Answer<Output>> put(Tx tx, Input input, RoleTarget target) {
    return roles()
        .lock(tx, target)
        .compose(role -> store.policies(tx, role).compose(all -> put(tx, input, role, all)))
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }

  private Future<Void> put(Tx tx, Input input, Role role, List<PolicyVersion> inForce) {
    int characters = IdentityDocuments.countedCharacters(input.policyDocument());
    for (PolicyVersion other : inForce) {
      if (!other.name().equals(input.policyName())) {
        characters += IdentityDocuments.countedCharacters(other.document());
      }
    }
    if (characters > MAX_INLINE_CHARACTERS) {
      throw new ApiException(
          IamErrors.LIMIT_EXCEEDED,
          "Maximum policy size of 10240 bytes exceeded for role " + role.name());
    }
    PolicyVersion next =
        new PolicyVersion(
            role.nextVersionId(input.policyName()),
            role.accountId(),
            role.id(),
            input.policyName(),
            input.policyDocument(),
            clock.instant());
    return store
        .insertPolicy(tx, next)
        .compose(
            _ -> store.updateRole(tx, role.with(new PolicyRef(next.name(), next.versionId()))));
  }
}
