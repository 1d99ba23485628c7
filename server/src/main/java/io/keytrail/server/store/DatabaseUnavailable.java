package io.keytrail.server.store;

import io.keytrail.server.invoke.Unavailable;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.concurrent.TimeoutException;

/// The database was not reached, went away, or took longer than the deadline, before anything was
/// committed. Retrying is safe.
public final class DatabaseUnavailable extends DatabaseFailure implements Unavailable {
  DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /// A session ended under us, as opposed to a deadline that passed or a pool without room. After a
  /// restart of the database the pool may hand out a few such connections before it notices.
  boolean isConnectionLoss() {
    return !(getCause() instanceof TimeoutException)
        && !(getCause() instanceof ConnectionPoolTooBusyException);
  }
}
