package io.keytrail.server.store;

import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A pool of connections to one PostgreSQL. Safe to use from every thread; every call has a
/// deadline, and fails with a [DatabaseFailure] or with what the caller's own work failed with.
public final class Database implements Transactions {
  private final Vertx vertx;
  private final DatabaseUrl url;
  private final Limits limits;
  private final Pool pool;

  private Database(Vertx vertx, DatabaseUrl url, Limits limits) {
    this.vertx = vertx;
    this.url = url;
    this.limits = limits;
    this.pool =
        PgBuilder.pool()
            .with(limits.toPoolOptions())
            .with(limits.toNetOptions())
            .connectingTo(withTimeouts(url.toOptions(), limits))
            .using(vertx)
            .build();
  }

  /// How much of the database a pool takes, and how long anything may last.
  ///
  /// @param connections at most, opened when needed
  /// @param waiting how many callers may wait for a connection; more are turned away at once
  /// @param deadline for a statement or a transaction as a whole; waiting for a connection may take
  ///     as long again
  public record Limits(int connections, int waiting, Duration deadline) {
    public static Limits standard() {
      return new Limits(16, 2048, Duration.ofSeconds(5));
    }

    private PoolOptions toPoolOptions() {
      return new PoolOptions()
          .setMaxSize(connections)
          .setMaxWaitQueueSize(waiting)
          .setConnectionTimeout(Math.toIntExact(deadline.toMillis()))
          .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /// A connection on which nothing arrives for so long has a dead peer, or nobody uses it.
    private NetClientOptions toNetOptions() {
      return new NetClientOptions()
          .setTcpNoDelay(true)
          .setTcpKeepAlive(true)
          .setConnectTimeout(Math.toIntExact(deadline.toMillis()))
          .setReadIdleTimeout(Math.toIntExact(6 * deadline.toSeconds()))
          .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
  }

  /// Connects lazily: a database that is down shows at the first call.
  public static Database open(Vertx vertx, DatabaseUrl url, Limits limits) {
    return new Database(vertx, url, limits);
  }

  /// {@inheritDoc}
  ///
  /// Read committed. Fails with [CommitOutcomeUnknown] where the commit was asked for and not
  /// acknowledged.
  @Override
  public <T> Future<T> inTransaction(Function<Tx, Future<T>> work) {
    return transaction(work::apply);
  }

  /// Like [#inTransaction], for adapters: with the transaction as what it is.
  public <T> Future<T> transaction(Function<PgTx, Future<T>> work) {
    return connection()
        .compose(
            first -> {
              PgTransaction<T> attempt = new PgTransaction<>(first, work);
              return attempt
                  .run(limits.deadline())
                  .recover(
                      failure ->
                          attempt.foundADeadConnection()
                              ? connection()
                                  .compose(
                                      next ->
                                          new PgTransaction<>(next, work).run(limits.deadline()))
                              : Future.failedFuture(failure));
            });
  }

  /// One statement that changes nothing. Tried once more where its connection turns out to be dead.
  public Future<RowSet<Row>> read(String sql, Tuple arguments) {
    return readOnce(sql, arguments)
        .recover(
            failure ->
                failure instanceof DatabaseUnavailable lost && lost.isConnectionLoss()
                    ? readOnce(sql, arguments)
                    : Future.failedFuture(failure));
  }

  private Future<RowSet<Row>> readOnce(String sql, Tuple arguments) {
    return pool.preparedQuery(sql)
        .execute(arguments)
        .timeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(DatabaseFailure.ofStatement(failure)));
  }

  /// One statement that changes something and is a transaction of its own: durable when it
  /// succeeds, and [CommitOutcomeUnknown] where no answer came. Cheaper than [#inTransaction] by
  /// two round trips.
  public Future<RowSet<Row>> write(String sql, Tuple arguments) {
    return connection()
        .compose(
            connection -> {
              Future<RowSet<Row>> done = connection.preparedQuery(sql).execute(arguments);
              return done.eventually(connection::close)
                  .timeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
                  .recover(failure -> Future.failedFuture(DatabaseFailure.ofCommit(failure)));
            });
  }

  private Future<SqlConnection> connection() {
    return pool.getConnection()
        .recover(failure -> Future.failedFuture(DatabaseFailure.ofStatement(failure)));
  }

  /// A connection outside the pool, without statement timeout, for sessions that last: migrations,
  /// `LISTEN`. The caller closes it.
  public Future<PgConnection> dedicated() {
    return PgConnection.connect(vertx, url.toOptions())
        .recover(failure -> Future.failedFuture(DatabaseFailure.ofStatement(failure)));
  }

  /// A second pool on the same database that this one's load cannot starve.
  public Database separate(Limits otherLimits) {
    return new Database(vertx, url, otherLimits);
  }

  public DatabaseUrl url() {
    return url;
  }

  public Future<Void> close() {
    return pool.close();
  }

  /// The server gives up a little before we do, so that connections come back to the pool.
  private static PgConnectOptions withTimeouts(PgConnectOptions options, Limits limits) {
    String statement = Long.toString(limits.deadline().toMillis() * 9 / 10);
    String idle = Long.toString(limits.deadline().toMillis() * 2);
    return options
        .setCachePreparedStatements(true)
        .setReconnectAttempts(0)
        .setProperties(
            Map.of(
                "application_name",
                "keytrail",
                "client_encoding",
                "utf8",
                "DateStyle",
                "ISO",
                "extra_float_digits",
                "2",
                "search_path",
                "public",
                "statement_timeout",
                statement,
                "lock_timeout",
                statement,
                "idle_in_transaction_session_timeout",
                idle));
  }
}
