package io.keytrail.server.store;

import io.keytrail.server.invoke.Changes;
import io.keytrail.server.invoke.Outcome.Invalidation;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells this server's caches what any server changed, and keeps their [Lease].
///
/// Four times a second it reads `change_log` on a connection of its own; a notification only makes
/// it read earlier. Listeners are called in the order they registered, may be told the same change
/// twice, and must neither fail nor wait; the lease is renewed after they were told.
public final class ChangeFeed implements Changes {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /// A reading that takes longer could not renew the lease any more.
  private static final Database.Limits LIMITS = new Database.Limits(2, 4, Duration.ofMillis(900));

  private final Vertx vertx;
  private final Database database;
  private final Lease lease;
  private final ChangeReader reader;
  private final ChangeBell bell;
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean reading = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile boolean closed;
  private volatile long timer = -1;

  public ChangeFeed(Vertx vertx, Database database, Lease lease) {
    this(vertx, database, lease, database);
  }

  /// @param listening where `LISTEN` goes, for tests that freeze that connection alone
  ChangeFeed(Vertx vertx, Database database, Lease lease, Database listening) {
    this.vertx = vertx;
    this.database = database.separate(LIMITS);
    this.lease = lease;
    this.reader = new ChangeReader(this.database);
    this.bell = new ChangeBell(vertx, listening, this::readSoon);
  }

  /// Takes the position from which on nothing is missed, and reads from then on. Caches must be
  /// empty before.
  public Future<Void> start() {
    return readOnce()
        .onSuccess(
            _ -> {
              timer = vertx.setPeriodic(INTERVAL.toMillis(), _ -> readSoon());
              bell.start();
            });
  }

  public Lease lease() {
    return lease;
  }

  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /// {@inheritDoc}
  ///
  /// This server's own listeners are told right after the commit, without waiting for a reading.
  @Override
  public Future<Void> record(Tx tx, List<Invalidation> invalidations) {
    PgTx pgTx = PgTx.of(tx);
    pgTx.afterCommit(() -> changedHere(invalidations));
    return pgTx.batch(
        "INSERT INTO change_log (kind, id) VALUES ($1, $2)",
        invalidations.stream().map(it -> Tuple.of(it.kind(), it.id())).toList());
  }

  @Override
  public void changedHere(List<Invalidation> invalidations) {
    invalidations.forEach(it -> tell(new Change.Of(it.kind(), it.id())));
  }

  /// Deletes rows that every living server has read; to be called now and then by one server.
  public Future<Void> prune() {
    return reader.prune();
  }

  /// Reads no more; the lease runs out by itself.
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return bell.close().eventually(database::close);
  }

  private void readSoon() {
    if (closed) {
      return;
    }
    if (!reading.compareAndSet(false, true)) {
      // What rang may have been committed after the reading that is under way took its snapshot.
      again.set(true);
      return;
    }
    readOnce()
        .onComplete(
            done -> {
              reading.set(false);
              logTurn(done.succeeded(), done.cause());
              if (again.getAndSet(false)) {
                readSoon();
              }
            });
  }

  private Future<Void> readOnce() {
    long askedAt = lease.now();
    return reader
        .read()
        .map(
            batch -> {
              // Where a listener throws, the batch comes again and the lease runs out.
              batch.changes().forEach(this::tell);
              reader.confirm(batch);
              lease.renew(askedAt);
              return null;
            });
  }

  private void tell(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  private void logTurn(boolean succeeded, @Nullable Throwable failure) {
    if (succeeded && failing.compareAndSet(true, false)) {
      LOG.info("the change sequence is read again");
    } else if (!succeeded && !closed && failing.compareAndSet(false, true)) {
      LOG.warn(
          "the change sequence cannot be read, caches are passed by: {}", String.valueOf(failure));
    }
  }
}
