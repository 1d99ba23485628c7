package io.keytrail.server.iam;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;

/// Shows an inline policy of a role.
final class GetRolePolicy extends RoleOperation<GetRolePolicy.Input, GetRolePolicy.Output> {
  record Input(String roleName, String policyName) {}

  record Output(String roleName, String policyName, String policyDocument) {}

  private final RoleStore store;

  GetRolePolicy(RoleStore store, Roles roles) {
    super(new Facts<>("GetRolePolicy", Input.class, Output.class, true, Input::roleName), roles);
    this.store = store;
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, RoleTarget target, Authorization authorization) {
    Role role = target.require();
    if (role.policy(input.policyName()).isEmpty()) {
      throw IamErrors.noSuchRolePolicy(input.policyName());
    }
    return store.policies(role).map(all -> Outcome.answer(answer(role, input.policyName(), all)));
  }

  private static Output answer(Role role, String policyName, List<PolicyVersion> all) {
    PolicyVersion policy =
        all.stream().filter(one -> one.name().equals(policyName)).findFirst().orElseThrow();
    return new Output(role.name(), policyName, IdentityDocuments.urlEncoded(policy.document()));
  }
}
