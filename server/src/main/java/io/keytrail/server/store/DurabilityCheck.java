package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Whether a database keeps what it acknowledged: `fsync`, `synchronous_commit` and
/// `full_page_writes` are on, as a session of ours sees them, and the server is PostgreSQL 15 or
/// newer.
///
/// Asked at start and every minute after it; the second is the caller's, who stops answering where
/// it fails.
public final class DurabilityCheck {
  private static final int OLDEST_MAJOR = 15;
  private static final List<String> MUST_BE_ON =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final Database database;

  public DurabilityCheck(Database database) {
    this.database = database;
  }

  /// Succeeds where it does; fails with [DatabaseRefused] that names every setting which is not
  /// right.
  public Future<Void> verify() {
    return database
        .read(
            """
            SELECT current_setting('fsync'), current_setting('synchronous_commit'),
              current_setting('full_page_writes'), current_setting('server_version_num')::integer\
            """,
            Tuple.tuple())
        .compose(rows -> judge(rows.iterator().next()));
  }

  private static Future<Void> judge(Row row) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < MUST_BE_ON.size(); i++) {
      if (!row.getString(i).equals("on")) {
        wrong.add("`" + MUST_BE_ON.get(i) + "` is `" + row.getString(i) + "`, expected `on`");
      }
    }
    int major = row.getInteger(MUST_BE_ON.size()) / 10_000;
    if (major < OLDEST_MAJOR) {
      wrong.add("the server is PostgreSQL " + major + ", expected " + OLDEST_MAJOR + " or newer");
    }
    return wrong.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(
            new DatabaseRefused("the database cannot be relied on: " + String.join("; ", wrong)));
  }
}
