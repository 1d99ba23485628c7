package io.keytrail.server.iam;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.IdentityPolicies;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Reads identity policies from the store at every call. What a version compiled to is remembered:
/// versions never change. Safe for use by several threads.
public final class StoredIdentityPolicies implements IdentityPolicies {
  private static final int MAX_REMEMBERED = 10_000;

  private final UserStore users;
  private final ConcurrentHashMap<String, CompiledPolicy> compiled = new ConcurrentHashMap<>();

  public StoredIdentityPolicies(UserStore users) {
    this.users = users;
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
            policies -> {
              List<CompiledPolicy> ready = policies.stream().map(this::compile).toList();
              return Optional.of(new InForce(user.id(), ready));
            });
  }

  private CompiledPolicy compile(UserPolicy policy) {
    if (compiled.size() >= MAX_REMEMBERED) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(policy.versionId(), _ -> IdentityDocuments.compile(policy));
  }
}
