package io.keytrail.server.iam;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/// Replaces a role's trust policy; the old version is kept. Sessions that are open go on.
final class UpdateAssumeRolePolicy
    extends RoleOperation<UpdateAssumeRolePolicy.Input, UpdateAssumeRolePolicy.Output> {
  record Input(String roleName, String policyDocument) {}

  record Output() {}

  private final RoleStore store;
  private final TrustDocuments trust;
  private final InstantSource clock;

  UpdateAssumeRolePolicy(RoleStore store, Roles roles, TrustDocuments trust, InstantSource clock) {
    super(
        new Facts<>("UpdateAssumeRolePolicy", Input.class, Output.class, false, Input::roleName),
        roles);
    this.store = store;
    this.trust = trust;
    this.clock = clock;
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, RoleTarget target, Authorization authorization) {
    target.requireModifiable(call);
    return trust
        .admit(input.policyDocument())
        .map(_ -> new Outcome.Change<>(tx -> put(tx, input, target), List.of(Roles.stale(target))));
  }

  private Future<Outcome.Answer<Output>> put(Tx tx, Input input, RoleTarget target) {
    return roles()
        .lock(tx, target)
        .compose(role -> put(tx, input, role))
        .map(_ -> new Outcome.Answer<>(new Output(), Outcome.Details.NONE));
  }

  private Future<Void> put(Tx tx, Input input, Role role) {
    PolicyVersion next =
        new PolicyVersion(
            role.nextVersionId(Role.TRUST),
            role.accountId(),
            role.id(),
            Role.TRUST,
            input.policyDocument(),
            clock.instant());
    return store
        .insertPolicy(tx, next)
        .compose(_ -> store.updateRole(tx, role.withTrust(next.versionId())));
  }
}
