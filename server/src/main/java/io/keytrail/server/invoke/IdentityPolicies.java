package io.keytrail.server.invoke;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Principal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port: the policies that hang on principals, ready to run. `iam` implements it. Every answer
/// comes from memory where the cache lease allows; every method fails where it cannot be read in
/// time, or where a row was tampered with.
public interface IdentityPolicies {

  /// The user's policies, in order of name. Empty if there is no user of that ARN.
  Future<Optional<InForce>> of(Principal.User user);

  /// The policies of the session's role, in order of name. Empty if the account has no role of that
  /// name; the session's path and ids are not looked at.
  Future<Optional<InForce>> ofRole(Principal.RoleSession session);

  /// What one role session has of its own. Empty if there is no such session (any more).
  Future<Optional<OfSession>> ofSession(String sessionId);

  /// What is in force for one user or role.
  ///
  /// @param principalId tells a user or role from a later one of the same name
  /// @param path of the user or role
  /// @param tags `aws:PrincipalTag/…`
  record InForce(
      String principalId, String path, Map<String, String> tags, List<CompiledPolicy> policies) {
    public InForce {
      tags = Map.copyOf(tags);
      policies = List.copyOf(policies);
    }
  }

  /// @param policy the session policy; absent: the session may do what its role may
  /// @param tags session tags, which go before the role's
  /// @param expires first instant at which nothing is done for the session any more
  record OfSession(Optional<CompiledPolicy> policy, Map<String, String> tags, Instant expires) {
    public OfSession {
      tags = Map.copyOf(tags);
    }
  }
}
