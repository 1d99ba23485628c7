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
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final byte[] NOTHING = {};
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
  private long lastSent = System.nanoTime();
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
    long left = lastSent + HEARTBEAT.toNanos() - System.nanoTime();
    return news.future()
        .timeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)), TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                failure instanceof TimeoutException
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure))
        .map(_ -> sent(NOTHING));
  }

  /// What is new and matches.
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
    return searchableToo.map(
        _ -> {
          place = new Place(end, Long.MAX_VALUE);
          return sent(bytes);
        });
  }

  /// However much happens that does not match: a connection on which nothing is said is taken for
  /// an idle one.
  private Optional<byte[]> sent(byte[] bytes) {
    long now = System.nanoTime();
    boolean silent = bytes.length == 0 && now - lastSent < HEARTBEAT.toNanos();
    if (silent) {
      return Optional.of(NOTHING);
    }
    lastSent = now;
    return Optional.of(bytes.length == 0 ? ALIVE : bytes);
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
