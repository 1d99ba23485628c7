package io.keytrail.server.iam;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.IdentityPolicies;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads identity policies and session policies from the store at every call. Safe for use by
/// several threads.
public final class StoredIdentityPolicies implements IdentityPolicies {
  private final UserStore users;
  private final RoleStore roles;
  private final SessionStore sessions;
  private final CompiledVersions compiled = new CompiledVersions(DocumentKind.IDENTITY);

  public StoredIdentityPolicies(UserStore users, RoleStore roles, SessionStore sessions) {
    this.users = users;
    this.roles = roles;
    this.sessions = sessions;
  }

  @Override
  public Future<Optional<InForce>> of(Principal.User principal) {
    return users
        .user(principal.accountId(), principal.name())
        .compose(
            found ->
                found
                    .filter(user -> user.path().equals(principal.path()))
                    .map(this::inForce)
                    .orElse(Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<InForce>> inForce(User user) {
    return users
        .policies(user)
        .map(
            policies ->
                Optional.of(
                    new InForce(user.id(), user.path(), tags(user.tags()), ready(policies))));
  }

  @Override
  public Future<Optional<InForce>> ofRole(Principal.RoleSession session) {
    return roles
        .role(session.accountId(), session.roleName())
        .compose(
            found -> found.map(this::inForce).orElse(Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<InForce>> inForce(Role role) {
    return roles
        .policies(role)
        .map(
            policies ->
                Optional.of(
                    new InForce(role.id(), role.path(), tags(role.tags()), ready(policies))));
  }

  @Override
  public Future<Optional<OfSession>> ofSession(String sessionId) {
    return sessions.session(sessionId).map(found -> found.map(one -> of(one.stored().session())));
  }

  private static OfSession of(RoleSession session) {
    Optional<CompiledPolicy> policy =
        session
            .policy()
            .map(
                document ->
                    IdentityDocuments.compile(
                        document,
                        DocumentKind.IDENTITY,
                        "session policy",
                        session.id() + "/session#1"));
    return new OfSession(policy, tags(session.tags()), session.expires());
  }

  private List<CompiledPolicy> ready(List<PolicyVersion> policies) {
    return policies.stream().map(compiled::of).toList();
  }

  private static Map<String, String> tags(List<IamTag> tags) {
    Map<String, String> byKey = new HashMap<>();
    tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
    return byKey;
  }
}
