package io.keytrail.server.invoke;

import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Principal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: the identity policies in force for users, ready to run. `iam` implements it.
public interface IdentityPolicies {

  /// The user's policies, in order of name; from memory where the cache lease allows. Empty if
  /// there is no user of that ARN. Fails where they cannot be read in time, or where one was
  /// tampered with.
  Future<Optional<InForce>> of(Principal.User user);

  /// What is in force for one user.
  ///
  /// @param userId tells a user from a later one of the same name
  record InForce(String userId, List<CompiledPolicy> policies) {
    public InForce {
      policies = List.copyOf(policies);
    }
  }
}
