package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.function.Function;

/// Runs work in database transactions.
public interface Transactions {

  /// Commits if `work` succeeds, else rolls back and fails with the work's failure. A commit whose
  /// outcome is not known is a failure.
  <T> Future<T> inTransaction(Function<Tx, Future<T>> work);
}
