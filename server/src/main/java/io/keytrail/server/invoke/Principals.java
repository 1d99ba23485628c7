package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Set;

/// Port: which principals exist, for policies and grants that name them.
public interface Principals {

  /// Those of the ARNs that belong to an account of this deployment and do not exist there. ARNs of
  /// foreign accounts, and texts that are no ARN of a principal, are never missing.
  Future<Set<String>> missing(Collection<String> arns);
}
