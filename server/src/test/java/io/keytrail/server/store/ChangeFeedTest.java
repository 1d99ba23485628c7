package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.invoke.Outcome.Invalidation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private FreezableProxy bellProxy;
  private FreezableProxy proxy;
  private ChangeFeed here;
  private ChangeFeed there;

  @BeforeEach
  void open() {
    database = TestPostgres.migrated(vertx);
    proxy = FreezableProxy.start(vertx, database.url().port());
    bellProxy = FreezableProxy.start(vertx, database.url().port());
    here = new ChangeFeed(vertx, database, new Lease(System::nanoTime));
    there = new ChangeFeed(vertx, through(proxy), new Lease(System::nanoTime), through(bellProxy));
    here.listen(seenHere::add);
    there.listen(seenThere::add);
  }

  @AfterEach
  void close() {
    await(
        Future.join(here.close(), proxy.close(), bellProxy.close())
            .transform(_ -> database.close()));
    await(vertx.close());
  }

  private Database through(FreezableProxy between) {
    return Database.open(vertx, database.url().atPort(between.port()), Database.Limits.standard());
  }

  @Test
  void change_isToldHereBeforeTheAnswer_andThereWithinASecond() {
    startBoth();
    await(change());
    assertThat(seenHere.peek()).isEqualTo(KEY_CHANGED);
    assertToldInTime(KEY_CHANGED);
  }

  @Test
  void change_isToldThereWithinASecond_alsoWhereTheListenConnectionIsFrozen() {
    startBoth();
    bellProxy.freeze();
    await(change());
    assertToldInTime(KEY_CHANGED);
    awaitLease();
  }

  @Test
  void lease_runsOutWithinASecond_whereNothingCanBeRead_andComesBack() {
    startBoth();
    proxy.freeze();
    long frozenAt = System.nanoTime();
    while (System.nanoTime() - frozenAt <= Lease.TERM.toNanos()) {
      Thread.onSpinWait();
    }
    assertThat(there.lease().fresh()).isFalse();
    // What was changed meanwhile is told before the lease is fresh again.
    await(change());
    seenThere.clear();
    proxy.thaw();
    awaitLease();
    assertThat(seenThere).contains(KEY_CHANGED);
  }

  @Test
  void change_thatIsRolledBack_isToldNobody_andHoldsNobodyUp() {
    startBoth();
    IllegalStateException why = new IllegalStateException("no");
    failureOf(
        database.inTransaction(tx -> here.record(tx, KEY).compose(_ -> Future.failedFuture(why))));
    await(database.inTransaction(tx -> here.record(tx, List.of(new Invalidation("alias", "a")))));
    assertToldInTime(new Change.Of("alias", "a"));
    assertThat(seenHere).contains(new Change.Of("alias", "a")).doesNotContain(KEY_CHANGED);
  }

  @Test
  void change_thatCommitsLate_isNotPassedOver_andHoldsNobodyUp() {
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
    assertToldInTime(new Change.Of("alias", "a"));
    commit.complete();
    await(late);
    assertToldInTime(KEY_CHANGED);
  }

  @Test
  void sameChange_isNotToldForEver() throws InterruptedException {
    startBoth();
    await(change());
    assertToldInTime(KEY_CHANGED);
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
  void batch_thatIsNotConfirmed_isReadAgain() {
    ChangeReader reader = new ChangeReader(database);
    reader.confirm(await(reader.read()));
    await(change());
    assertThat(await(reader.read()).changes()).containsExactly(KEY_CHANGED);
    assertThat(await(reader.read()).changes()).containsExactly(KEY_CHANGED);
  }

  @Test
  void listenerThatThrows_isToldAgain_andTheFeedGoesOn() {
    AtomicInteger calls = new AtomicInteger();
    there.listen(
        _ -> {
          if (calls.incrementAndGet() < 3) {
            throw new IllegalStateException("a bug");
          }
        });
    startBoth();
    await(change());
    while (calls.get() < 3) {
      Thread.onSpinWait();
    }
    awaitLease();
    assertThat(seenThere).hasSizeGreaterThanOrEqualTo(3).containsOnly(KEY_CHANGED);
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
    awaitLease();
    while (bellProxy.connections() < 2) {
      Thread.onSpinWait();
    }
  }

  private void awaitLease() {
    while (!there.lease().fresh()) {
      Thread.onSpinWait();
    }
  }

  /// To be called right after the commit. The promise, on however slow a machine: a second later
  /// the other server was told, or does not trust its caches.
  private void assertToldInTime(Change expected) {
    long committed = System.nanoTime();
    while (true) {
      boolean late = System.nanoTime() - committed > Lease.TERM.toNanos();
      boolean fresh = there.lease().fresh();
      Change told = seenThere.poll();
      if (told != null) {
        assertThat(told).isEqualTo(expected);
        return;
      }
      assertThat(late && fresh).as("fresh, and not told after a second").isFalse();
      Thread.onSpinWait();
    }
  }
}
