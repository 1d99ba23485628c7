package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Outcome.Invalidation;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Makes a user without policies or keys. Names differ by more than letter case.
final class CreateUser
    implements Operation<CreateUser.Input, CreateUser.Target, CreateUser.Output> {
  record Input(
      String userName,
      Optional<String> path,
      Optional<String> permissionsBoundary,
      Optional<List<TagInput>> tags) {}

  /// The user to be.
  record Target(String path, String arn) {}

  record Output(UserView user) {}

  private final UserStore store;
  private final UniqueIds ids;
  private final InstantSource clock;

  CreateUser(UserStore store, UniqueIds ids, InstantSource clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "CreateUser");
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
    return new Access.Checked(
        List.of(
            new Access.Rule("iam:CreateUser", "the user to be"),
            new Access.Rule("iam:TagUser", "the user to be, with tags")));
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    String path = input.path().orElse("/");
    return Future.succeededFuture(
        new Target(path, "arn:aws:iam::" + call.account() + ":user" + path + input.userName()));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    List<IamTag> tags = IamTags.of(input.tags());
    Check create = TagContext.check("iam:CreateUser", target.arn(), call.account(), tags);
    return tags.isEmpty()
        ? List.of(create)
        : List.of(create, TagContext.check("iam:TagUser", target.arn(), call.account(), tags));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    if (input.permissionsBoundary().isPresent()) {
      throw IamErrors.invalidInput(
          "PermissionsBoundary is not supported by this server; create the user without one.");
    }
    List<IamTag> tags = IamTags.of(input.tags());
    IamTags.refuseBad(tags, "TagsPerUser");
    User user =
        new User(
            call.account(),
            target.path(),
            input.userName(),
            ids.userId(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            tags,
            List.of(),
            1);
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx -> insert(tx, user), List.of(new Invalidation(Users.KIND, user.arn()))));
  }

  private Future<Outcome.Answer<Output>> insert(Tx tx, User user) {
    return store
        .insertUser(tx, user)
        .map(
            inserted -> {
              if (!inserted) {
                throw new ApiException(
                    IamErrors.ENTITY_ALREADY_EXISTS,
                    "User with name " + user.name() + " already exists.");
              }
              UserView view = UserView.full(user);
              return new Outcome.Answer<>(
                  new Output(view), Outcome.Details.response(view.forRecord()));
            });
  }
}
