package io.keytrail.server.iam;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.server.invoke.ResourcePolicies;
import io.vertx.core.Future;
import java.util.Optional;

/// The trust policies that guard stored roles, ready to run.
public final class TrustPolicies implements ResourcePolicies {
  private static final ResourceGuard NOBODY =
      new ResourceGuard.Trust(
          IdentityDocuments.compile(
              "{\"Version\": \"2012-10-17\", \"Statement\": []}",
              DocumentKind.TRUST,
              Role.TRUST,
              "no-role#0"));

  private final RoleStore roles;
  private final CompiledVersions compiled = new CompiledVersions(DocumentKind.TRUST);

  TrustPolicies(RoleStore roles) {
    this.roles = roles;
  }

  /// A role with what guards it.
  record Guarded(Role role, ResourceGuard guard) {}

  /// The role of exactly that ARN.
  Future<Optional<Guarded>> role(LocalArn.NamedRole arn) {
    return roles
        .role(arn.accountId(), arn.name())
        .map(found -> found.filter(role -> role.path().equals(arn.path())))
        .compose(
            found ->
                found
                    .map(role -> guarded(role).map(Optional::of))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Guarded> guarded(Role role) {
    return roles
        .trust(role)
        .map(compiled::of)
        .map(trust -> new Guarded(role, new ResourceGuard.Trust(trust)));
  }

  /// What guards a role that is not there: it lets nobody in, and says no more than that.
  static ResourceGuard nobody() {
    return NOBODY;
  }

  @Override
  public Future<Optional<ResourceGuard>> guardOf(String arn) {
    return LocalArn.parse(arn)
        .filter(LocalArn.NamedRole.class::isInstance)
        .map(LocalArn.NamedRole.class::cast)
        .map(named -> role(named).map(found -> found.map(Guarded::guard)))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }
}
