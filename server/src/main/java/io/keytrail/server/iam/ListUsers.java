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

/// Lists the users under a path, by name.
final class ListUsers implements Operation<ListUsers.Input, ListUsers.Target, ListUsers.Output> {
  record Input(Optional<String> pathPrefix, Optional<String> marker, OptionalInt maxItems) {}

  record Output(List<UserView> users, boolean isTruncated, Optional<String> marker) {}

  /// What is listed.
  record Target(String pathPrefix, Paging paging) {}

  private final UserStore store;

  ListUsers(UserStore store) {
    this.store = store;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "ListUsers");
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
    return Access.checked("iam:ListUsers", "the users under the path");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    return Future.succeededFuture(input.pathPrefix().orElse("/"))
        .map(prefix -> new Target(prefix, Paging.of(input.marker(), input.maxItems())));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    String arn = "arn:aws:iam::" + call.account() + ":user" + target.pathPrefix();
    return List.of(Check.plain("iam:ListUsers", arn, call.account()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Paging paging = target.paging();
    return store
        .users(call.account(), target.pathPrefix(), paging.after(), paging.limit() + 1)
        .map(
            found -> {
              Paging.Page<User> page = paging.page(found, user -> AsciiFold.lower(user.name()));
              List<UserView> views = page.items().stream().map(UserView::brief).toList();
              return Outcome.answer(new Output(views, page.truncated(), page.marker()));
            });
  }
}
