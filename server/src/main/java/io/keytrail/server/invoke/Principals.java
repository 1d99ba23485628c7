package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Set;

/// Who exists, for operations that store the names of principals (key policies, grants).
public interface Principals {

  /// Which of these ARNs name a principal of an account of this deployment that does not exist. Other accounts are
  /// not asked after, and texts that are no principal's ARN are left out.
  Future<Set<String>> missing(Collection<String> arns);
}
