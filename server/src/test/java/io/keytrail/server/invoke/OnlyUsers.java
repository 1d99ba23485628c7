package io.keytrail.server.invoke;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Principal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Identity policies of a world that has users and no roles.
public record OnlyUsers(Function<Principal.User, Future<Optional<InForce>>> users)
    implements IdentityPolicies {

  /// Of a user without tags.
  public static InForce inForce(String userId, List<CompiledPolicy> policies) {
    return new InForce(userId, "/", Map.of(), policies);
  }

  @Override
  public Future<Optional<InForce>> of(Principal.User user) {
    return users.apply(user);
  }

  @Override
  public Future<Optional<InForce>> ofRole(Principal.RoleSession session) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Optional<OfSession>> ofSession(String sessionId) {
    return Future.succeededFuture(Optional.empty());
  }
}
