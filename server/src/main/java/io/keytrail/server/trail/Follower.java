package io.keytrail.server.trail;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the event log into the index, on a thread of its own, from where the index was last
/// committed.
///
/// An event is searchable soon after its reply (on an idle server within a few hundred
/// milliseconds); who must see his own event waits by [#caughtUpWith]. A log or an index that fails
/// is tried again; nothing is skipped.
public final class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final int ROWS_PER_PAGE = 64;
  private static final Duration IDLE_POLL = Duration.ofMillis(250);

  /// How long events gather under load before they are read: a query for each group commit would
  /// cost the database more than it serves anybody.
  private static final Duration BUSY_POLL = Duration.ofMillis(50);
  private static final Duration REFRESH_EVERY = Duration.ofMillis(250);

  /// While the log has more: every refresh makes a segment that must be merged again, and nobody
  /// can expect what the index has not reached.
  private static final Duration REFRESH_BEHIND_EVERY = Duration.ofSeconds(2);
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(15);
  private static final Duration READ_DEADLINE = Duration.ofSeconds(10);

  private final EventLog log;
  private final EventIndex index;
  private final Semaphore appended = new Semaphore(0);
  private final Semaphore urgent = new Semaphore(0);
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile State state;

  private LogPosition added;
  private boolean unrefreshed;
  private boolean uncommitted;
  private long lastRefresh = System.nanoTime();
  private long lastCommit = System.nanoTime();

  /// How far the index is.
  ///
  /// @param searchable position up to which events are found
  /// @param lastSeq sequence number of the last event that was added and is searchable; 0 for none
  ///     in this run
  /// @param caughtUp whether the log had nothing more when last asked
  /// @param everCaughtUp whether it had nothing more at least once since the index was opened:
  ///     until then an index that is made anew lacks events it should have
  /// @param unreadableRows log rows that could not be read, in this run
  public record State(
      LogPosition searchable,
      long lastSeq,
      boolean caughtUp,
      boolean everCaughtUp,
      long unreadableRows) {}

  private final CopyOnWriteArrayList<Runnable> advances = new CopyOnWriteArrayList<>();

  private record Waiter(LogPosition position, Promise<Void> promise) {}

  /// Follows once it is told to [#begin]; until then it answers that the index lacks events.
  public Follower(EventLog log, EventIndex index) {
    this.log = log;
    this.index = index;
    this.added = index.position();
    this.state = new State(added, 0, false, false, 0);
    this.thread = Thread.ofPlatform().name("keytrail-follower").unstarted(this::run);
  }

  /// Starts following.
  public static Follower start(EventLog log, EventIndex index) {
    return new Follower(log, index).begin();
  }

  /// Starts following; once.
  public Follower begin() {
    log.onAppend(() -> signal(appended));
    thread.start();
    return this;
  }

  public State state() {
    return state;
  }

  /// Whether it still follows.
  public boolean alive() {
    return thread.isAlive() && !stopping;
  }

  /// Completes once everything up to `position` is searchable. The caller sets its own deadline.
  public Future<Void> caughtUpWith(LogPosition position) {
    if (position.compareTo(state.searchable()) <= 0) {
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    waiters.add(new Waiter(position, promise));
    hurry();
    return promise.future();
  }

  /// Calls `listener` whenever more has become searchable, on the follower's thread: it must be
  /// quick.
  void onAdvance(Runnable listener) {
    advances.add(listener);
  }

  void offAdvance(Runnable listener) {
    advances.remove(listener);
  }

  /// Commits the index and ends; takes as long as that does.
  @Override
  public void close() {
    stopping = true;
    hurry();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(8));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    index.close();
  }

  private void hurry() {
    signal(urgent);
    signal(appended);
  }

  private static void signal(Semaphore to) {
    if (to.availablePermits() == 0) {
      to.release();
    }
  }

  private void run() {
    long unreadable = 0;
    long lastSeq = 0;
    while (!stopping) {
      try {
        EventLog.Page page = next();
        unreadable += page.unreadable();
        if (!page.events().isEmpty()) {
          lastSeq = page.events().getLast().seq();
        }
        take(page);
        settle(page.more(), lastSeq, unreadable);
        if (!page.more()) {
          pause(!page.events().isEmpty() || unrefreshed);
        }
      } catch (InterruptedException _) {
        break;
      } catch (ExecutionException | TimeoutException unread) {
        LOG.warn("the log could not be read from {}; trying again", added, unread);
        pauseQuietly();
      } catch (RuntimeException failure) {
        LOG.warn(
            "the index could not take what follows {}; it goes back to its last commit",
            added,
            failure);
        goBack();
      }
    }
    if (uncommitted) {
      index.commit();
    }
  }

  private EventLog.Page next() throws InterruptedException, ExecutionException, TimeoutException {
    return log.after(added, ROWS_PER_PAGE)
        .toCompletionStage()
        .toCompletableFuture()
        .get(READ_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void take(EventLog.Page page) {
    if (page.end().compareTo(added) > 0) {
      index.add(page.events(), page.end());
      added = page.end();
      unrefreshed = true;
      uncommitted = true;
    }
  }

  /// Refreshing costs milliseconds, so it is done a few times a second, and at once for who waits.
  private void settle(boolean more, long lastSeq, long unreadable) {
    long now = System.nanoTime();
    Duration pause = more ? REFRESH_BEHIND_EVERY : REFRESH_EVERY;
    if (unrefreshed && (now - lastRefresh >= pause.toNanos() || isAwaited())) {
      index.refresh();
      lastRefresh = now;
      unrefreshed = false;
    }
    if (!unrefreshed) {
      boolean further = added.compareTo(state.searchable()) > 0;
      state = new State(added, lastSeq, !more, !more || state.everCaughtUp(), unreadable);
      releaseWaiters();
      if (further) {
        advances.forEach(Runnable::run);
      }
    }
    if (uncommitted && now - lastCommit >= COMMIT_EVERY.toNanos()) {
      index.commit();
      lastCommit = now;
      uncommitted = false;
    }
  }

  /// Whether somebody waits for what was added.
  private boolean isAwaited() {
    return waiters.stream().anyMatch(waiter -> waiter.position().compareTo(added) <= 0);
  }

  private void releaseWaiters() {
    LogPosition searchable = state.searchable();
    for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
      Waiter waiter = all.next();
      if (waiter.position().compareTo(searchable) <= 0) {
        all.remove();
        waiter.promise().tryComplete();
      }
    }
  }

  private void pause(boolean busy) throws InterruptedException {
    Semaphore signal = busy ? urgent : appended;
    Duration limit = busy ? BUSY_POLL : IDLE_POLL;
    var _ = signal.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    signal.drainPermits();
  }

  /// What was added after the last commit is added again from the log.
  private void goBack() {
    try {
      index.recover();
      added = index.position();
      unrefreshed = true;
      state = new State(added, 0, false, false, state.unreadableRows());
    } catch (RuntimeException failure) {
      LOG.error("the index cannot be opened; trying again", failure);
    }
    pauseQuietly();
  }

  private void pauseQuietly() {
    try {
      pause(true);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
