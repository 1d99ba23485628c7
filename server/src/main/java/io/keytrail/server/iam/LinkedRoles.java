package io.keytrail.server.iam;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Caller.SessionContext;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.ServiceRoles;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Service-linked roles, made and assumed through the operations themselves, with the service as
/// caller. Its secrets never leave here: internal calls are not signed.
final class LinkedRoles implements ServiceRoles {
  private final RoleStore store;
  private final Invoker invoker;
  private final CreateServiceLinkedRole create;
  private final PutRolePolicy put;
  private final AssumeRole assume;
  private final Supplier<String> requestIds;

  /// The operations through which it works.
  record Operations(CreateServiceLinkedRole create, PutRolePolicy put, AssumeRole assume) {}

  LinkedRoles(
      RoleStore store, Invoker invoker, Operations operations, Supplier<String> requestIds) {
    this.store = store;
    this.invoker = invoker;
    this.create = operations.create();
    this.put = operations.put();
    this.assume = operations.assume();
    this.requestIds = requestIds;
  }

  @Override
  public Future<Caller> assume(Call call, String serviceHost) {
    LinkedService service =
        LinkedService.ofHost(serviceHost)
            .orElseThrow(
                () -> new IllegalArgumentException("no role is linked to `" + serviceHost + "`"));
    Call own = call.as(requestIds.get(), caller(service, call.account()));
    return current(own, service)
        .compose(role -> open(own, service, role))
        .map(session -> session(session, serviceHost));
  }

  /// The service itself, as it comes to IAM and STS: under its principal's name, for the account.
  private static Caller caller(LinkedService service, String account) {
    Origin origin = new Origin(service.host(), service.host(), true, true);
    return Caller.direct(service.principal(), Optional.empty(), origin)
        .with("aws:SourceAccount", account);
  }

  /// The role with the permissions that this release gives it.
  private Future<Role> current(Call own, LinkedService service) {
    return store
        .role(own.account(), service.roleName())
        .compose(
            found ->
                found
                    .map(role -> refreshed(own, service, role))
                    .orElseGet(() -> made(own, service)));
  }

  private Future<Role> made(Call own, LinkedService service) {
    CreateServiceLinkedRole.Input input =
        new CreateServiceLinkedRole.Input(service.host(), Optional.empty(), Optional.empty());
    JsonObject parameters = JsonObject.builder().put("aWSServiceName", service.host()).build();
    return invoker
        .invoke(own, create, input, parameters)
        .transform(
            done ->
                store
                    .role(own.account(), service.roleName())
                    .compose(
                        found ->
                            // Another server may have been first; then all is well too.
                            found
                                .map(Future::succeededFuture)
                                .orElseGet(
                                    () ->
                                        done.failed()
                                            ? Future.failedFuture(done.cause())
                                            : Future.failedFuture(gone(service)))));
  }

  private static IllegalStateException gone(LinkedService service) {
    return new IllegalStateException("the role `" + service.roleName() + "` is gone again");
  }

  private Future<Role> refreshed(Call own, LinkedService service, Role role) {
    return store
        .policies(role)
        .compose(
            inForce -> {
              boolean fresh =
                  inForce.stream()
                      .anyMatch(
                          one ->
                              one.name().equals(LinkedService.POLICY_NAME)
                                  && one.document().equals(service.permissions()));
              return fresh ? Future.succeededFuture(role) : refresh(own, service).map(role);
            });
  }

  private Future<Void> refresh(Call own, LinkedService service) {
    PutRolePolicy.Input input =
        new PutRolePolicy.Input(
            service.roleName(), LinkedService.POLICY_NAME, service.permissions());
    JsonObject parameters =
        JsonObject.builder()
            .put("roleName", input.roleName())
            .put("policyName", input.policyName())
            .put("policyDocument", input.policyDocument())
            .build();
    return invoker.invoke(own, put, input, parameters).mapEmpty();
  }

  private record Opened(Role role, AssumeRole.Output output, String sessionName) {}

  private Future<Opened> open(Call own, LinkedService service, Role role) {
    AssumeRole.Input input = AssumeRole.Input.plain(role.arn(), service.sessionName());
    JsonObject parameters =
        JsonObject.builder()
            .put("roleArn", input.roleArn())
            .put("roleSessionName", input.roleSessionName())
            .build();
    return invoker
        .invoke(own, assume, input, parameters)
        .map(
            reply -> {
              reply.output().credentials().secretAccessKey().destroy();
              reply.output().credentials().sessionToken().destroy();
              return new Opened(role, reply.output(), service.sessionName());
            });
  }

  private static Caller session(Opened opened, String host) {
    Role role = opened.role();
    AssumeRole.Credentials credentials = opened.output().credentials();
    Principal.RoleSession principal =
        new Principal.RoleSession(
            role.accountId(), role.path(), role.name(), role.id(), opened.sessionName());
    return new Caller(
        principal,
        Optional.of(credentials.accessKeyId()),
        new Origin(host, host, true, true),
        Optional.of(host),
        Optional.of(
            new SessionContext(
                credentials.accessKeyId(),
                role.arn(),
                role.id(),
                credentials.expiration().minus(Role.DEFAULT_SESSION).toString())),
        false,
        Map.of());
  }
}
