package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;

/// Tells the caller who it is; anybody who can sign may ask.
final class GetCallerIdentity
    implements Operation<
        GetCallerIdentity.Input, GetCallerIdentity.Nothing, GetCallerIdentity.Output> {
  record Input() {}

  record Output(String userId, String account, String arn) {}

  /// No state.
  record Nothing() {}

  @Override
  public OperationId id() {
    return new OperationId("sts", "GetCallerIdentity");
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
    return new Access.None("who can sign may know who it is");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Nothing> target(Call call, Input input) {
    return Future.succeededFuture(new Nothing());
  }

  @Override
  public List<Check> checks(Call call, Input input, Nothing target) {
    return List.of();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Nothing target, Authorization authorization) {
    Principal caller = call.caller().principal();
    return Future.succeededFuture(
        Outcome.answer(new Output(userId(caller), call.account(), caller.arn())));
  }

  private static String userId(Principal caller) {
    return switch (caller) {
      case Principal.Root root -> root.accountId();
      case Principal.User user -> user.userId();
      case Principal.RoleSession session -> session.roleId() + ":" + session.sessionName();
      case Principal.FederatedUser federated -> federated.accountId() + ":" + federated.name();
      case Principal.Service service -> service.host();
      case Principal.Federated federated -> federated.provider();
      case Principal.Anonymous anonymous -> anonymous.arn();
    };
  }
}
