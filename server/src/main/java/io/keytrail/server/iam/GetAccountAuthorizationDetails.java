package io.keytrail.server.iam;

import io.keytrail.server.iam.AuthorizationDetails.Wanted;
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

/// Shows the users and roles of the account with all their policies: what an administrator exports.
final class GetAccountAuthorizationDetails
    implements Operation<
        GetAccountAuthorizationDetails.Input, Paging, GetAccountAuthorizationDetails.Output> {
  record Input(List<String> filter, OptionalInt maxItems, Optional<String> marker) {}

  record Output(
      List<UserDetailView> userDetailList,
      List<NoneView> groupDetailList,
      List<RoleDetailView> roleDetailList,
      List<NoneView> policies,
      boolean isTruncated,
      Optional<String> marker) {}

  /// A group or managed policy: there are none on this server.
  record NoneView() {}

  private static final String ACTION = "iam:GetAccountAuthorizationDetails";

  private final AuthorizationDetails details;

  GetAccountAuthorizationDetails(UserStore users, RoleStore roles) {
    this.details = new AuthorizationDetails(users, roles);
  }

  @Override
  public OperationId id() {
    return new OperationId("iam", "GetAccountAuthorizationDetails");
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
    return Access.checked(ACTION, "*");
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Paging> target(Call call, Input input) {
    return Future.succeededFuture(Paging.of(input.marker(), input.maxItems()));
  }

  @Override
  public List<Check> checks(Call call, Input input, Paging paging) {
    return List.of(Check.plain(ACTION, "*", call.account()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Paging paging, Authorization authorization) {
    boolean all = input.filter().isEmpty();
    Wanted wanted =
        new Wanted(all || input.filter().contains("User"), all || input.filter().contains("Role"));
    return details
        .page(call.account(), wanted, paging)
        .map(
            found ->
                Outcome.answer(
                    new Output(
                        found.users(),
                        List.of(),
                        found.roles(),
                        List.of(),
                        found.marker().isPresent(),
                        found.marker())));
  }
}
