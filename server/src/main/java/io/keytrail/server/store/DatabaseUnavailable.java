package io.keytrail.server.store;

import io.keytrail.server.invoke.Unavailable;

/// The database was not reached, went away, or took longer than the deadline, before anything was
// committed. Retrying
/// is safe.
public final class DatabaseUnavailable extends DatabaseFailure implements Unavailable {
  DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
