package io.keytrail.server.iam;

import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Lists the names of a role's inline policies in force.
final class ListRolePolicies
    extends RoleOperation<ListRolePolicies.Input, ListRolePolicies.Output> {
  record Input(String roleName, Optional<String> marker, OptionalInt maxItems) {}

  record Output(List<String> policyNames, boolean isTruncated, Optional<String> marker) {}

  ListRolePolicies(Roles roles) {
    super(new Facts<>("ListRolePolicies", Input.class, Output.class, true, Input::roleName), roles);
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, RoleTarget target, Authorization authorization) {
    Paging paging = Paging.of(input.marker(), input.maxItems());
    List<String> names = target.require().policies().stream().map(PolicyRef::name).toList();
    Paging.Page<String> page = paging.page(paging.rest(names, name -> name), name -> name);
    return Future.succeededFuture(
        Outcome.answer(new Output(page.items(), page.truncated(), page.marker())));
  }
}
