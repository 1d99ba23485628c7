package io.keytrail.server.store;

import io.keytrail.audit.event.AuditEventBytes;
import io.keytrail.server.trail.Seq;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Collects the events of calls that wait for their durability: while one row is being committed,
/// the next one gathers, so that under load one flush of the disk serves many replies and alone a
/// reply waits for no other.
///
/// Thread-safe; each waiting call is completed on the context it came from.
final class GroupCommit {
  /// More than this and calls are refused instead of queued: the database is slower than its
  /// callers.
  private static final int MAX_WAITING = 50_000;

  private final Function<List<AuditEventBytes>, Future<Long>> insert;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean committing = new AtomicBoolean();

  /// @param insert stores the events as one row, durably, and gives its id
  GroupCommit(Function<List<AuditEventBytes>, Future<Long>> insert) {
    this.insert = insert;
  }

  private record Waiting(
      List<AuditEventBytes> events, Promise<Long> promise, @Nullable Context context) {

    /// On the event loop that asked, so that what follows stays confined to it.
    void complete(long seq) {
      if (context == null) {
        promise.complete(seq);
      } else {
        context.runOnContext(_ -> promise.complete(seq));
      }
    }

    void fail(Throwable why) {
      if (context == null) {
        promise.fail(why);
      } else {
        context.runOnContext(_ -> promise.fail(why));
      }
    }
  }

  /// @return the sequence number of the first of these events
  Future<Long> append(List<AuditEventBytes> events) {
    if (events.isEmpty() || events.size() > Seq.MAX_EVENTS_PER_ROW) {
      throw new IllegalArgumentException("a row holds 1 to " + Seq.MAX_EVENTS_PER_ROW + " events");
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return Future.failedFuture(
          new DatabaseUnavailable(
              "the event log is behind", new IllegalStateException("too many events are waiting")));
    }
    Promise<Long> promise = Promise.promise();
    queue.add(new Waiting(events, promise, Vertx.currentContext()));
    pump();
    return promise.future();
  }

  private void pump() {
    if (queue.isEmpty() || !committing.compareAndSet(false, true)) {
      return;
    }
    List<Waiting> batch = new ArrayList<>();
    List<AuditEventBytes> events = new ArrayList<>();
    for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
      if (events.size() + next.events().size() > Seq.MAX_EVENTS_PER_ROW) {
        break;
      }
      var _ = queue.poll();
      batch.add(next);
      events.addAll(next.events());
    }
    waiting.addAndGet(-batch.size());
    if (batch.isEmpty()) {
      committed();
      return;
    }
    store(events)
        .onComplete(
            row -> {
              // The next row is on its way before this one's replies are written.
              committed();
              tell(batch, row.succeeded() ? row.result() : -1, row.cause());
            });
  }

  private Future<Long> store(List<AuditEventBytes> events) {
    try {
      return insert.apply(events);
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  private void committed() {
    committing.set(false);
    pump();
  }

  private static void tell(List<Waiting> batch, long row, @Nullable Throwable failure) {
    int index = 0;
    for (Waiting waiting : batch) {
      if (failure == null) {
        waiting.complete(Seq.of(row, index));
      } else {
        waiting.fail(failure);
      }
      index += waiting.events().size();
    }
  }

  /// For metrics: how many calls wait for a commit that has not begun.
  int waiting() {
    return waiting.get();
  }
}
