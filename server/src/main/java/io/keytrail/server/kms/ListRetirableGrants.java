package io.keytrail.server.kms;

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

/// Lists the grants in the Region, on keys of any account, that name a principal of the caller's
/// account as their retiring principal.
final class ListRetirableGrants
    implements Operation<ListRetirableGrants.Input, ListRetirableGrants.Target, ListGrants.Output> {
  private static final String ACTION = "kms:ListRetirableGrants";
  private static final int DEFAULT_LIMIT = 50;
  private final KmsCore kms;

  ListRetirableGrants(KmsCore kms) {
    this.kms = kms;
  }

  record Input(
      Optional<Integer> limit,
      Optional<String> marker,
      Optional<String> retiringPrincipal,
      Optional<String> retiringServicePrincipal) {}

  /// Whose grants.
  record Target(String retiring, boolean service) {}

  @Override
  public OperationId id() {
    return KeyOperation.kms("ListRetirableGrants");
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<ListGrants.Output> outputType() {
    return ListGrants.Output.class;
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
  public Future<Target> target(Call call, Input input) {
    if (input.retiringPrincipal().isPresent() == input.retiringServicePrincipal().isPresent()) {
      throw KmsErrors.validation(
          "Exactly one of RetiringPrincipal and RetiringServicePrincipal must be specified");
    }
    input.retiringServicePrincipal().ifPresent(GrantPrincipals::requireService);
    input.retiringPrincipal().ifPresent(text -> requireOwn(call, text));
    return Future.succeededFuture(
        new Target(
            input.retiringPrincipal().or(input::retiringServicePrincipal).orElseThrow(),
            input.retiringServicePrincipal().isPresent()));
  }

  /// Principals of other accounts are their own business.
  private static void requireOwn(Call call, String text) {
    GrantPrincipals.require(text, false);
    if (!text.split(":", 6)[4].equals(call.account())) {
      throw KmsErrors.validation(
          "RetiringPrincipal must be a principal of account " + call.account());
    }
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return List.of(Check.plain(ACTION, "*", call.account()));
  }

  @Override
  public Future<Outcome<ListGrants.Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Markers.Scope scope = Markers.Scope.of(call, "ListRetirableGrants/" + target.retiring());
    int limit = input.limit().orElse(DEFAULT_LIMIT);
    KmsReads.RetirableQuery query =
        new KmsReads.RetirableQuery(
            // A service retires grants of everyone: only those on the caller's own keys are shown.
            target.service() ? Optional.of(call.account()) : Optional.empty(),
            call.region(),
            target.retiring(),
            target.service(),
            kms.markers().after(scope, input.marker()),
            limit + 1);
    return kms.store()
        .retirable(query)
        .map(
            grants -> {
              Markers.Page<KmsGrant> page = kms.markers().page(scope, grants, limit, KmsGrant::id);
              return Outcome.answer(
                  new ListGrants.Output(
                      page.items().stream().map(ListGrants::entry).toList(),
                      page.nextMarker(),
                      page.truncated()));
            });
  }
}
