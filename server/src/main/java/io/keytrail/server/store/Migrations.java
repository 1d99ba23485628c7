package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings a database's schema up to this server's: each missing step in a transaction of its own,
/// together with the line that says it ran. Servers that start together take turns by an advisory
/// lock.
///
/// Steps expand first and contract a release later, so that the previous release runs beside this
/// one.
public final class Migrations {
  /// Any number, the same for ever.
  private static final long LOCK = 0x6b65797472616c31L;

  private static final String LEDGER =
      """
      CREATE TABLE IF NOT EXISTS schema_migration (
        version integer PRIMARY KEY,
        name text NOT NULL,
        checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now())
      """;

  private final Database database;
  private final List<Migration> steps;

  public Migrations(Database database) {
    this(database, Migration.bundled());
  }

  Migrations(Database database, List<Migration> steps) {
    this.database = database;
    this.steps = List.copyOf(steps);
  }

  /// Runs what is missing. Idempotent.
  ///
  /// @return how many steps ran; fails with [DatabaseRefused] where the schema is newer than this
  ///     server or a step that ran had another text
  public Future<Integer> run() {
    return database
        .dedicated()
        .compose(connection -> locked(connection).eventually(connection::close))
        .recover(failure -> Future.failedFuture(meaning(failure)));
  }

  private Future<Integer> locked(PgConnection connection) {
    return connection
        // That a table is there already is no news, and must not be logged at every start.
        .query("SET client_min_messages = warning")
        .execute()
        .compose(_ -> connection.query("SELECT pg_advisory_lock(" + LOCK + ")").execute())
        .compose(_ -> connection.query(LEDGER).execute())
        .compose(_ -> applied(connection))
        .compose(applied -> applyMissing(connection, applied));
  }

  private static Future<Map<Integer, String>> applied(PgConnection connection) {
    return connection
        .query("SELECT version, checksum FROM schema_migration")
        .execute()
        .map(
            rows -> {
              Map<Integer, String> checksums = new HashMap<>();
              for (Row row : rows) {
                checksums.put(row.getInteger(0), row.getString(1));
              }
              return checksums;
            });
  }

  private Future<Integer> applyMissing(PgConnection connection, Map<Integer, String> applied) {
    int newest = applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    int ours = steps.isEmpty() ? 0 : steps.getLast().version();
    if (newest > ours) {
      return Future.failedFuture(
          new DatabaseRefused(
              "the database's schema is version %d, newer than this server's %d, run the newer server"
                  .formatted(newest, ours)));
    }
    Future<Integer> done = Future.succeededFuture(0);
    for (Migration step : steps) {
      String checksum = applied.get(step.version());
      if (checksum == null) {
        done = done.compose(count -> apply(connection, step).map(count + 1));
      } else if (!checksum.equals(step.checksum())) {
        return Future.failedFuture(
            new DatabaseRefused(
                "migration `%s` was applied with another text, this server does not fit the database"
                    .formatted(step.name())));
      }
    }
    return done;
  }

  private static Future<Void> apply(PgConnection connection, Migration step) {
    return connection
        .query("BEGIN")
        .execute()
        .compose(_ -> connection.query(step.sql()).execute())
        .compose(
            _ ->
                connection
                    .preparedQuery(
                        "INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)")
                    .execute(Tuple.of(step.version(), step.name(), step.checksum())))
        .compose(_ -> connection.query("COMMIT").execute())
        .<Void>mapEmpty()
        .recover(
            failure ->
                Future.failedFuture(
                    new IllegalStateException("migration `" + step.name() + "` failed", failure)));
  }

  private static Throwable meaning(Throwable failure) {
    return failure instanceof DatabaseRefused || failure instanceof IllegalStateException
        ? failure
        : DatabaseFailure.ofStatement(failure);
  }
}
