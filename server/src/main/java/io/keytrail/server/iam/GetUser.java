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

/// Shows a user; without a name, the caller.
final class GetUser implements Operation<GetUser.Input, GetUser.Target, GetUser.Output> {
  record Input(Optional<String> userName) {}

  record Output(UserView user) {}

  /// Whom to show: a user of that name, or the account that the root user asks about.
  sealed interface Target {
    record Named(UserTarget user) implements Target {}

    record Root(Account account) implements Target {}
  }

  private final AccountStore store;
  private final Users users;

  GetUser(AccountStore store, Users users) {
    this.store = store;
    this.users = users;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "GetUser");
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
    return Access.checked("iam:GetUser", "the user");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    return CallerName.resolve(call, input.userName()).compose(meant -> find(call, meant));
  }

  private Future<Target> find(Call call, CallerName meant) {
    return switch (meant) {
      case CallerName.Named(String name) -> users.find(call, name).map(Target.Named::new);
      case CallerName.RootUser(String accountId) ->
          store.account(accountId).map(account -> new Target.Root(account.orElseThrow()));
    };
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return switch (target) {
      case Target.Named(UserTarget user) -> user.check("iam:GetUser");
      case Target.Root(Account account) ->
          List.of(Check.plain("iam:GetUser", account.rootArn(), account.id()));
    };
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    UserView view =
        switch (target) {
          case Target.Named(UserTarget user) -> UserView.full(user.require());
          case Target.Root(Account account) -> UserView.root(account);
        };
    return Future.succeededFuture(Outcome.answer(new Output(view)));
  }
}
