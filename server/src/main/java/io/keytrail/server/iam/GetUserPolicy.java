package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;

/// Shows an inline policy as it was put, URL-encoded as AWS answers it.
final class GetUserPolicy
    implements Operation<GetUserPolicy.Input, UserTarget, GetUserPolicy.Output> {
  record Input(String userName, String policyName) {}

  record Output(String userName, String policyName, String policyDocument) {}

  private final UserStore store;
  private final Users users;

  GetUserPolicy(UserStore store, Users users) {
    this.store = store;
    this.users = users;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "GetUserPolicy");
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
    return Access.checked("iam:GetUserPolicy", "the user");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<UserTarget> target(Call call, Input input) {
    return users.find(call, input.userName());
  }

  @Override
  public List<Check> checks(Call call, Input input, UserTarget target) {
    return target.check("iam:GetUserPolicy");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, UserTarget target, Authorization authorization) {
    User user = target.require();
    if (user.policy(input.policyName()).isEmpty()) {
      throw IamErrors.noSuchPolicy(input.policyName());
    }
    return store.policies(user).map(all -> Outcome.answer(answer(user, input.policyName(), all)));
  }

  private static Output answer(User user, String policyName, List<PolicyVersion> all) {
    PolicyVersion policy =
        all.stream().filter(one -> one.name().equals(policyName)).findFirst().orElseThrow();
    return new Output(user.name(), policyName, IdentityDocuments.urlEncoded(policy.document()));
  }
}
