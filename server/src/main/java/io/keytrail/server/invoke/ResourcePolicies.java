package io.keytrail.server.invoke;

import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: what guards a stored resource, for those who ask about decisions without making them.
public interface ResourcePolicies {

  /// The guard of the resource with all its grants; empty if there is no such resource, or none
  /// that has a policy.
  Future<Optional<ResourceGuard>> guardOf(String arn);

  /// Each kind of resource has its own answerer: the first that knows the resource.
  static ResourcePolicies of(List<ResourcePolicies> kinds) {
    return arn -> {
      Future<Optional<ResourceGuard>> found = Future.succeededFuture(Optional.empty());
      for (ResourcePolicies kind : kinds) {
        found =
            found.compose(one -> one.isPresent() ? Future.succeededFuture(one) : kind.guardOf(arn));
      }
      return found;
    };
  }
}
