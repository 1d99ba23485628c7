package io.keytrail.server.invoke;

import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.vertx.core.Future;
import java.util.Optional;

/// Port: what guards a stored resource, for those who ask about decisions without making them.
public interface ResourcePolicies {

  /// The guard of the resource with all its grants; empty if there is no such resource, or none
  /// that has a policy.
  Future<Optional<ResourceGuard>> guardOf(String arn);
}
