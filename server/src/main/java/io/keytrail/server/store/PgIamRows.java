package io.keytrail.server.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.jspecify.annotations.Nullable;

/// What a change of one locked row must have done.
final class PgIamRows {
  private PgIamRows() {}

  /// Fails unless exactly one row was changed: the caller held its lock, so anything else is a bug
  /// or tampering.
  static @Nullable Void one(RowSet<Row> done, String what, String id) {
    if (done.rowCount() != 1) {
      throw new IllegalStateException("the " + what + " `" + id + "` is not as it was locked");
    }
    return null;
  }
}
