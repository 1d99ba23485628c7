package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.query.QueryMatcher;
import io.keytrail.server.invoke.AnswerStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// The log from a place on, as far as the index is, through a query. It reads for itself, and only
/// when its reader has taken what there was: a slow reader is late and costs nobody anything.
///
/// Ends after a while, so that who reads is judged anew; browsers come back by themselves.
final class LiveEvents implements AnswerStream {
  private static final int ROWS_A_PAGE = 32;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final byte[] ALIVE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BEGIN =
      "retry: 2000\n: events follow as they become searchable\n\n".getBytes(StandardCharsets.UTF_8);

  private final Trail trail;
  private final QueryMatcher matcher;
  private final Runnable ended;
  private final Runnable wake = this::wake;
  private final AtomicReference<Promise<Boolean>> sleeping =
      new AtomicReference<>(Promise.promise());
  private final long until = System.nanoTime() + LIFETIME.toNanos();
  private Place place;
  private boolean begun;
  private volatile boolean closed;

  /// @param row the last row of which nothing more is wanted
  /// @param afterSeq in the row behind it, what comes after this event only
  record Place(LogPosition row, long afterSeq) {

    /// Behind an event in the middle of a row.
    static Place within(LogPosition row, long seq) {
      return new Place(new LogPosition(row.transaction(), row.row() - 1), seq);
    }

    boolean wants(long seq) {
      return afterSeq == Long.MAX_VALUE || seq > afterSeq || Seq.row(seq) != Seq.row(afterSeq);
    }
  }

  /// @param ended told once, when it has
  LiveEvents(Trail trail, QueryMatcher matcher, Place place, Runnable ended) {
    this.trail = trail;
    this.matcher = matcher;
    this.place = place;
    this.ended = ended;
    trail.follower().onAdvance(wake);
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("x-accel-buffering", "no");
  }

  @Override
  public Future<Optional<byte[]>> next() {
    if (!begun) {
      begun = true;
      return Future.succeededFuture(Optional.of(BEGIN));
    }
    if (closed || System.nanoTime() > until) {
      return Future.succeededFuture(Optional.empty());
    }
    Promise<Boolean> news = Promise.promise();
    sleeping.set(news);
    // Asked after the promise stands, so that what comes between is not slept through.
    LogPosition searchable = trail.follower().state().searchable();
    return searchable.compareTo(place.row()) > 0 ? page(searchable) : sleep(news);
  }

  private Future<Optional<byte[]>> sleep(Promise<Boolean> news) {
    return news.future()
        .timeout(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            _ -> next(),
            failure ->
                failure instanceof TimeoutException
                    ? Future.succeededFuture(Optional.of(ALIVE))
                    : Future.failedFuture(failure));
  }

  /// What is new and matches; goes on where nothing of a page does.
  private Future<Optional<byte[]>> page(LogPosition searchable) {
    Place from = place;
    return trail
        .log()
        .after(from.row(), ROWS_A_PAGE)
        .compose(
            page -> {
              // A row behind the index is shown when a search would find it too, not before; it
              // was read for nothing, which is rare.
              boolean ahead = page.end().compareTo(searchable) > 0;
              LogPosition end = page.end().compareTo(from.row()) > 0 ? page.end() : searchable;
              return trail
                  .index()
                  .offLoop(() -> write(from, page.events()))
                  .compose(bytes -> shown(end, bytes, ahead));
            });
  }

  private Future<Optional<byte[]>> shown(LogPosition end, byte[] bytes, boolean ahead) {
    Future<Void> searchableToo =
        ahead ? trail.follower().caughtUpWith(end) : Future.succeededFuture();
    return searchableToo.compose(
        _ -> {
          place = new Place(end, Long.MAX_VALUE);
          return bytes.length == 0 ? next() : Future.succeededFuture(Optional.of(bytes));
        });
  }

  private byte[] write(Place from, List<AuditEvent> events) {
    StringBuilder text = new StringBuilder();
    for (AuditEvent event : events) {
      if (from.wants(event.seq())) {
        EnrichedEvent enriched = Enricher.enrich(event);
        if (matcher.matches(enriched)) {
          text.append("id: ").append(event.seq()).append("\ndata: ");
          text.append(JsonWriter.toText(EventJson.of(event, enriched.derived()))).append("\n\n");
        }
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void wake() {
    sleeping.get().tryComplete(true);
  }

  @Override
  public void close() {
    closed = true;
    trail.follower().offAdvance(wake);
    wake();
    ended.run();
  }
}
