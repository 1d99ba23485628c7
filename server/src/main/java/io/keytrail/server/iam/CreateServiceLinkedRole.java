package io.keytrail.server.iam;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the role by which one of our services works in the account. The service makes it for
/// itself at first use; people may do so before.
final class CreateServiceLinkedRole
    implements Operation<
        CreateServiceLinkedRole.Input, LinkedService, CreateServiceLinkedRole.Output> {
  private static final String ACTION = "iam:CreateServiceLinkedRole";

  record Input(
      String aWSServiceName, Optional<String> description, Optional<String> customSuffix) {}

  record Output(RoleView role) {}

  private final RoleStore store;
  private final UniqueIds ids;
  private final InstantSource clock;

  CreateServiceLinkedRole(RoleStore store, UniqueIds ids, InstantSource clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "CreateServiceLinkedRole");
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
    return Access.checked(ACTION, "the role to be");
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Future<LinkedService> target(Call call, Input input) {
    return Future.succeededFuture(
        LinkedService.ALL.stream()
            .filter(service -> service.host().equals(input.aWSServiceName()))
            .findFirst()
            .orElseThrow(
                () ->
                    IamErrors.invalidInput(
                        "Service principal %s is not one that this server makes roles for: %s"
                            .formatted(
                                input.aWSServiceName(),
                                String.join(
                                    ", ",
                                    LinkedService.ALL.stream()
                                        .map(LinkedService::host)
                                        .toList())))));
  }

  @Override
  public List<Check> checks(Call call, Input input, LinkedService service) {
    return List.of(
        new Check(
            ACTION,
            service.roleArn(call.account()),
            call.account(),
            service.guard(),
            Map.of("iam:AWSServiceName", ContextValue.of(service.host())),
            Map.of(),
            List.of(),
            Map.of()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, LinkedService service, Authorization authorization) {
    if (input.customSuffix().isPresent()) {
      throw IamErrors.invalidInput("Custom suffix is not allowed for " + service.host());
    }
    NewRole made =
        NewRole.of(
            new NewRole.Wish(
                call.account(),
                service.path(),
                service.roleName(),
                Optional.of(input.description().orElse(service.description())),
                Role.DEFAULT_SESSION,
                List.of(),
                service.trust()),
            ids.roleId(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            List.of(new NewRole.Inline(LinkedService.POLICY_NAME, service.permissions())));
    RoleView view = RoleView.full(made.role(), made.trust().document());
    return Future.succeededFuture(
        made.insert(
            store,
            new Outcome.Answer<>(new Output(view), Outcome.Details.response(view.forRecord())),
            IamErrors.invalidInput(
                "Service role name "
                    + service.roleName()
                    + " has been taken in this account, please try a different suffix.")));
  }
}
