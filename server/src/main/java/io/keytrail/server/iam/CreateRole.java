package io.keytrail.server.iam;

import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Makes a role with its trust policy and without permissions. Names differ by more than letter
/// case.
final class CreateRole
    implements Operation<CreateRole.Input, CreateRole.Target, CreateRole.Output> {
  record Input(
      Optional<String> path,
      String roleName,
      String assumeRolePolicyDocument,
      Optional<String> description,
      Optional<Integer> maxSessionDuration,
      Optional<String> permissionsBoundary,
      Optional<List<TagInput>> tags) {}

  /// The role to be.
  record Target(String path, String arn) {}

  record Output(RoleView role) {}

  private final RoleStore store;
  private final TrustDocuments trust;
  private final UniqueIds ids;
  private final InstantSource clock;

  CreateRole(RoleStore store, TrustDocuments trust, UniqueIds ids, InstantSource clock) {
    this.store = store;
    this.trust = trust;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "CreateRole");
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
            new Access.Rule("iam:CreateRole", "the role to be"),
            new Access.Rule("iam:TagRole", "the role to be, with tags")));
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    String path = input.path().orElse("/");
    return Future.succeededFuture(
        new Target(path, "arn:aws:iam::" + call.account() + ":role" + path + input.roleName()));
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    List<IamTag> tags = IamTags.of(input.tags());
    Check create = TagContext.check("iam:CreateRole", target.arn(), call.account(), tags);
    return tags.isEmpty()
        ? List.of(create)
        : List.of(create, TagContext.check("iam:TagRole", target.arn(), call.account(), tags));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    if (input.permissionsBoundary().isPresent()) {
      throw IamErrors.invalidInput(
          "PermissionsBoundary is not supported by this server; create the role without one.");
    }
    if (target.path().startsWith(Role.LINKED_PATH)) {
      throw IamErrors.invalidInput(
          "The path "
              + Role.LINKED_PATH
              + " is for service-linked roles; use CreateServiceLinkedRole or another path.");
    }
    List<IamTag> tags = IamTags.of(input.tags());
    IamTags.refuseBad(tags, "TagsPerRole");
    return trust.admit(input.assumeRolePolicyDocument()).map(_ -> make(call, input, target, tags));
  }

  private Outcome<Output> make(Call call, Input input, Target target, List<IamTag> tags) {
    NewRole made =
        NewRole.of(
            new NewRole.Wish(
                call.account(),
                target.path(),
                input.roleName(),
                input.description(),
                input.maxSessionDuration().map(Duration::ofSeconds).orElse(Role.DEFAULT_SESSION),
                tags,
                input.assumeRolePolicyDocument()),
            ids.roleId(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS));
    RoleView view = RoleView.full(made.role(), made.trust().document());
    return made.insert(
        store,
        new Outcome.Answer<>(new Output(view), Outcome.Details.response(view.forRecord())),
        new ApiException(
            IamErrors.ENTITY_ALREADY_EXISTS,
            "Role with name " + input.roleName() + " already exists."));
  }
}
