package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Lists the roles under a path, by name.
final class ListRoles implements Operation<ListRoles.Input, ListRoles.Target, ListRoles.Output> {
  record Input(Optional<String> pathPrefix, Optional<String> marker, OptionalInt maxItems) {}

  record Output(List<RoleView> roles, boolean isTruncated, Optional<String> marker) {}

  /// What is listed.
  record Target(String pathPrefix, Paging paging) {}

  private final RoleStore store;

  ListRoles(RoleStore store) {
    this.store = store;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "ListRoles");
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
    return Access.checked("iam:ListRoles", "the roles under the path");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    return Future.succeededFuture(
        new Target(input.pathPrefix().orElse("/"), Paging.of(input.marker(), input.maxItems())));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    String arn = "arn:aws:iam::" + call.account() + ":role" + target.pathPrefix();
    return List.of(Check.plain("iam:ListRoles", arn, call.account()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Paging paging = target.paging();
    return store
        .roles(call.account(), target.pathPrefix(), paging.after(), paging.limit() + 1)
        .map(found -> paging.page(found, role -> AsciiFold.lower(role.name())))
        .compose(page -> store.trusts(page.items()).map(trusts -> answer(page, trusts)));
  }

  private static Outcome<Output> answer(Paging.Page<Role> page, List<PolicyVersion> trusts) {
    List<RoleView> views = new ArrayList<>();
    for (int i = 0; i < page.items().size(); i++) {
      views.add(RoleView.brief(page.items().get(i), trusts.get(i).document()));
    }
    return Outcome.answer(new Output(views, page.truncated(), page.marker()));
  }
}
