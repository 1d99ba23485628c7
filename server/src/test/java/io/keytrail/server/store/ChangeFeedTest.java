package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.invoke.Outcome.Invalidation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two servers on one database: what one changes, the other's caches are told within a second.
@Timeout(60)
class ChangeFeedTest {
  private static final List<Invalidation> KEY = List.of(new Invalidation("kms_key", "k-1"));
  private static final Change KEY_CHANGED = new Change.Of("kms_key", "k-1");
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Change> seenHere = new LinkedBlockingQueue<>();
  private final BlockingQueue<Change> seenThere = new LinkedBlockingQueue<>();
  private Database database;
  private FaultProxy bellProxy;
  private FaultProxy proxy;
  private ChangeFeed here;
  private ChangeFeed there;

  @BeforeEach
  void open() {
    database = TestPostgres.migrated(vertx);
    proxy = FaultProxy.start(vertx, database.url());
    bellProxy = FaultProxy.start(vertx, database.url());
    here = new ChangeFeed(vertx, database, new Lease(System::nanoTime));
    there = new ChangeFeed(vertx, through(proxy), new Lease(System::nanoTime), through(bellProxy));
    here.listen(seenHere::add);
    there.listen(seenThere::add);
  }

  @AfterEach
  void close() {
    await(here.close());
    proxy.close();
    bellProxy.close();
    await(database.close());
    await(vertx.close());
  }

  private Database through(FaultProxy between) {
    return Database.open(vertx, between.url(), Database.Limits.standard());
  }

  @Test
  void change_isToldHereBeforeTheAnswer_andThereWithinASecond() throws InterruptedException {
    startBoth();
    await(change());
    assertThat(seenHere.peek()).isEqualTo(KEY_CHANGED);
    awaitToldThere(KEY_CHANGED);
  }

  @Test
  void change_isToldThereWithinASecond_alsoWhereTheListenConnectionIsFrozen()
      throws InterruptedException {
    startBoth();
    bellProxy.freeze();
    await(change());
    awaitToldThere(KEY_CHANGED);
    assertThat(there.lease().fresh()).isTrue();
  }

  @Test
  void lease_runsOutWithinASecond_whereNothingCanBeRead_andComesBack() throws InterruptedException {
    startBoth();
    assertThat(there.lease().fresh()).isTrue();
    proxy.freeze();
    long frozenAt = System.nanoTime();
    assertThat(lastFresh() - frozenAt).isLessThan(Duration.ofMillis(1_100).toNanos());
    await(change());
    // A reading from before the change may still be under way, and is good for a second; from then
    // on the change is told before the lease is fresh.
    awaitTerm(System.nanoTime());
    assertThat(there.lease().fresh()).isFalse();
    seenThere.clear();
    proxy.resume();
    awaitLease(true);
    assertThat(seenThere).contains(KEY_CHANGED);
  }

  @Test
  void change_thatIsRolledBack_isToldNobody_andHoldsNobodyUp() throws InterruptedException {
    startBoth();
    IllegalStateException why = new IllegalStateException("no");
    failureOf(
        database.inTransaction(tx -> here.record(tx, KEY).compose(_ -> Future.failedFuture(why))));
    await(database.inTransaction(tx -> here.record(tx, List.of(new Invalidation("alias", "a")))));
    awaitToldThere(new Change.Of("alias", "a"));
    assertThat(seenHere).contains(new Change.Of("alias", "a")).doesNotContain(KEY_CHANGED);
  }

  @Test
  void change_thatCommitsLate_isNotPassedOver_andHoldsNobodyUp() throws InterruptedException {
    startBoth();
    Promise<Void> commit = Promise.promise();
    Promise<Void> recorded = Promise.promise();
    Future<Void> late =
        database.inTransaction(
            tx ->
                here.record(tx, KEY)
                    .onSuccess(_ -> recorded.complete())
                    .compose(_ -> commit.future()));
    await(recorded.future());
    // Later in sequence, earlier committed.
    await(database.inTransaction(tx -> here.record(tx, List.of(new Invalidation("alias", "a")))));
    awaitToldThere(new Change.Of("alias", "a"));
    commit.complete();
    await(late);
    awaitToldThere(KEY_CHANGED);
  }

  @Test
  void sameChange_isNotToldForEver() throws InterruptedException {
    startBoth();
    await(change());
    awaitToldThere(KEY_CHANGED);
    assertThat(seenThere.poll(1, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void reader_thatWasAwayTooLong_isToldEverything() {
    ChangeReader reader = new ChangeReader(database);
    reader.confirm(await(reader.read()));
    reader.forgetTime("1999-01-01 00:00:00+00");
    await(change());
    ChangeReader.Batch batch = await(reader.read());
    assertThat(batch.changes()).containsExactly(new Change.Everything());
    reader.confirm(batch);
    assertThat(await(reader.read()).changes()).isEmpty();
  }

  @Test
  void pruning_deletesOldRowsOnly() {
    await(change());
    await(
        database.write(
            "INSERT INTO change_log (kind, id, created_at) VALUES ('a', 'b', now() - interval '11 minutes')",
            Tuple.tuple()));
    await(here.prune());
    assertThat(
            await(database.read("SELECT kind FROM change_log", Tuple.tuple()))
                .iterator()
                .next()
                .getString(0))
        .isEqualTo("kms_key");
  }

  private Future<Void> change() {
    return database.inTransaction(tx -> here.record(tx, KEY));
  }

  /// With both connections of the other server in place.
  private void startBoth() {
    await(here.start());
    await(there.start());
    awaitLease(true);
    while (bellProxy.listeners() < 1) {
      Thread.onSpinWait();
    }
  }

  /// Within a second from now on, or not as long as the lease is not fresh: caches are passed by
  /// then.
  private void awaitToldThere(Change change) throws InterruptedException {
    long since = System.nanoTime();
    while (true) {
      boolean overdue = System.nanoTime() - since > Lease.TERM.toNanos();
      boolean trusted = there.lease().fresh();
      Change told = seenThere.poll(10, TimeUnit.MILLISECONDS);
      if (told != null) {
        assertThat(told).isEqualTo(change);
        return;
      }
      assertThat(overdue && trusted).as("answers from memory that lacks a change").isFalse();
    }
  }

  /// When the lease was last seen fresh before it ran out, by the monotonic clock.
  private long lastFresh() {
    long last = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      if (!there.lease().fresh()) {
        return last;
      }
      last = now;
      Thread.onSpinWait();
    }
  }

  private static void awaitTerm(long since) {
    while (System.nanoTime() - since < Lease.TERM.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private void awaitLease(boolean fresh) {
    while (there.lease().fresh() != fresh) {
      Thread.onSpinWait();
    }
  }
}
