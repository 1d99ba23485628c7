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
import java.util.Optional;
import java.util.OptionalInt;

/// Lists the names of the inline policies in force.
final class ListUserPolicies
    implements Operation<ListUserPolicies.Input, UserTarget, ListUserPolicies.Output> {
  record Input(String userName, Optional<String> marker, OptionalInt maxItems) {}

  record Output(List<String> policyNames, boolean isTruncated, Optional<String> marker) {}

  private final Users users;

  ListUserPolicies(Users users) {
    this.users = users;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "ListUserPolicies");
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
    return Access.checked("iam:ListUserPolicies", "the user");
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
    return target.check("iam:ListUserPolicies");
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, UserTarget target, Authorization authorization) {
    Paging paging = Paging.of(input.marker(), input.maxItems());
    List<String> names = target.require().policies().stream().map(PolicyRef::name).toList();
    Paging.Page<String> page = paging.page(paging.rest(names, name -> name), name -> name);
    return Future.succeededFuture(
        Outcome.answer(new Output(page.items(), page.truncated(), page.marker())));
  }
}
