package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.index.Coverage;
import io.keytrail.audit.index.Cursor;
import io.keytrail.audit.index.SearchResult;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `GET /api/v1/events`: the trail, newest first, by a query in the condition language. The records
/// come from the log; the index only finds them.
public final class SearchEvents implements ApiOperation {
  private static final Duration MAX_WAIT = Duration.ofSeconds(8);

  private final EventLog log;
  private final LuceneEventIndex index;
  private final Follower follower;

  public SearchEvents(EventLog log, LuceneEventIndex index, Follower follower) {
    this.log = log;
    this.index = index;
    this.follower = follower;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/events";
  }

  @Override
  public String action() {
    return "keytrail:" + EventQuery.SEARCH_EVENT;
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public JsonObject openApi() {
    return EventsDescription.search();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    EventQuery query = EventQuery.read(request, call.caller(), call.account(), call.time());
    return awaited(query.waitFor())
        .compose(waited -> index.search(query.search()).compose(found -> answer(found, waited)));
  }

  /// Whether the awaited event is searchable. An event that does not exist is never waited for.
  private Future<Boolean> awaited(Optional<Long> seq) {
    if (seq.isEmpty()) {
      return Future.succeededFuture(true);
    }
    return log.positionOf(seq.get())
        .compose(
            position ->
                position.isEmpty()
                    ? Future.succeededFuture(false)
                    : follower
                        .caughtUpWith(position.get())
                        .timeout(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                        .map(true)
                        .recover(SearchEvents::tooLate));
  }

  private static Future<Boolean> tooLate(Throwable failure) {
    return failure instanceof TimeoutException
        ? Future.succeededFuture(false)
        : Future.failedFuture(failure);
  }

  private Future<Answer> answer(SearchResult found, boolean waited) {
    List<Long> seqs = found.hits().stream().map(SearchResult.Hit::seq).toList();
    return log.read(seqs).map(events -> Answer.ok(page(found, seqs, events, waited)));
  }

  private static JsonObject page(
      SearchResult found, List<Long> seqs, Map<Long, AuditEvent> events, boolean waited) {
    List<JsonValue> list = new ArrayList<>(seqs.size());
    for (long seq : seqs) {
      AuditEvent event = events.get(seq);
      if (event != null) {
        list.add(event(event));
      }
    }
    boolean whole = list.size() == seqs.size();
    return JsonObject.builder()
        .put("events", new JsonArray(list))
        .put(
            "total",
            JsonObject.builder()
                .put("value", found.total().value())
                .put("exact", found.total().exact())
                .build())
        .put("next", found.next().<JsonValue>map(SearchEvents::cursor).orElse(JsonNull.NULL))
        .put("coverage", coverage(found.coverage(), waited && whole))
        .build();
  }

  private static JsonObject event(AuditEvent event) {
    return JsonObject.builder()
        .put("event", event.record())
        .put("seq", event.seq())
        .put("derived", Enricher.enrich(event).derived())
        .build();
  }

  private static JsonValue cursor(Cursor cursor) {
    return new JsonString(cursor.text());
  }

  private static JsonObject coverage(Coverage coverage, boolean whole) {
    return JsonObject.builder()
        .put("from", time(coverage.from()))
        .put("to", time(coverage.to()))
        .put("indexedUpTo", coverage.indexedUpTo())
        .put("complete", coverage.complete() && whole)
        .build();
  }

  private static JsonValue time(Optional<Instant> time) {
    return time.<JsonValue>map(t -> new JsonString(t.toString())).orElse(JsonNull.NULL);
  }
}
