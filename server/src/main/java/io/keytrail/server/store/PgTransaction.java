package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One transaction from BEGIN to its end on a connection that goes back to the pool afterwards,
/// also where the deadline passed meanwhile: the caller has his answer then, the server's own
/// timeout frees the connection.
///
/// BEGIN and COMMIT are ours and not the driver's, because PostgreSQL answers the COMMIT of a
/// failed transaction with a rollback that looks like success.
final class PgTransaction<T> implements PgTx {
  private enum Phase {
    OPEN,
    COMMITTING,
    EXPIRED
  }

  private final SqlConnection connection;
  private final Function<PgTx, Future<T>> work;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
  private final List<Runnable> afterCommit = new ArrayList<>();
  private volatile @Nullable Throwable refused;
  private volatile boolean dead;

  PgTransaction(SqlConnection connection, Function<PgTx, Future<T>> work) {
    this.connection = connection;
    this.work = work;
  }

  Future<T> run(Duration deadline) {
    return connection
        .query("BEGIN")
        .execute()
        .recover(
            failure -> {
              dead = true;
              return Future.failedFuture(DatabaseFailure.ofStatement(failure));
            })
        .compose(_ -> begun())
        .eventually(connection::close)
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .recover(this::expired);
  }

  /// The transaction did not even begin, and the work was not called: it may be tried elsewhere.
  boolean foundADeadConnection() {
    return dead && phase.get() == Phase.OPEN;
  }

  @Override
  public Future<RowSet<Row>> query(String sql, Tuple arguments) {
    return noting(connection.preparedQuery(sql).execute(arguments));
  }

  @Override
  public Future<Void> batch(String sql, List<Tuple> arguments) {
    return arguments.isEmpty()
        ? Future.succeededFuture()
        : noting(connection.preparedQuery(sql).executeBatch(arguments)).mapEmpty();
  }

  @Override
  public void afterCommit(Runnable action) {
    synchronized (afterCommit) {
      afterCommit.add(action);
    }
  }

  private Future<T> begun() {
    return worked()
        .transform(done -> done.succeeded() ? commit(done.result()) : rollback(done.cause()));
  }

  private Future<T> worked() {
    try {
      return work.apply(this);
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private Future<T> commit(T result) {
    Throwable swallowed = refused;
    if (swallowed != null) {
      return rollback(swallowed);
    }
    if (!phase.compareAndSet(Phase.OPEN, Phase.COMMITTING)) {
      return rollback(new TimeoutException("the transaction's deadline passed"));
    }
    return connection
        .query("COMMIT")
        .execute()
        .recover(failure -> Future.failedFuture(DatabaseFailure.ofCommit(failure)))
        .map(
            _ -> {
              runAfterCommit();
              return result;
            });
  }

  private void runAfterCommit() {
    List<Runnable> actions;
    synchronized (afterCommit) {
      actions = List.copyOf(afterCommit);
    }
    actions.forEach(Runnable::run);
  }

  private Future<T> rollback(Throwable why) {
    // Where the rollback fails the connection is gone, and the transaction with it.
    return connection.query("ROLLBACK").execute().transform(_ -> Future.failedFuture(why));
  }

  private <R> Future<R> noting(Future<R> statement) {
    return statement.recover(
        failure -> {
          Throwable meaning = DatabaseFailure.ofStatement(failure);
          refused = meaning;
          return Future.failedFuture(meaning);
        });
  }

  private Future<T> expired(Throwable failure) {
    if (!(failure instanceof TimeoutException)) {
      return Future.failedFuture(failure);
    }
    boolean nothingHappens = phase.compareAndSet(Phase.OPEN, Phase.EXPIRED);
    return Future.failedFuture(
        nothingHappens || phase.get() == Phase.EXPIRED
            ? new DatabaseUnavailable("the transaction took longer than its deadline", failure)
            : new CommitOutcomeUnknown(failure));
  }
}
