package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `GET /api/v1/events`: the trail, newest first, by a query in the condition language. The records
/// come from the log; the index only finds them.
final class SearchEvents implements ApiOperation {
  static final String ACTION = "keytrail:" + TrailScope.SEARCH_EVENT;

  private final Trail trail;

  SearchEvents(Trail trail) {
    this.trail = trail;
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
    return ACTION;
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
    EventQuery query = EventQuery.read(request, call);
    return trail
        .awaited(query.waitFor())
        .compose(
            waited -> trail.index().search(query.search()).compose(found -> answer(found, waited)));
  }

  private Future<Answer> answer(SearchResult found, boolean waited) {
    List<Long> seqs = found.hits().stream().map(SearchResult.Hit::seq).toList();
    return trail.log().read(seqs).map(events -> Answer.ok(page(found, seqs, events, waited)));
  }

  private JsonObject page(
      SearchResult found, List<Long> seqs, Map<Long, AuditEvent> events, boolean waited) {
    List<JsonValue> list = new ArrayList<>(seqs.size());
    for (long seq : seqs) {
      AuditEvent event = events.get(seq);
      if (event != null) {
        list.add(EventJson.of(event));
      }
    }
    boolean whole = list.size() == seqs.size();
    return JsonObject.builder()
        .put("events", new JsonArray(list))
        .put("total", total(found.total()))
        .put("next", found.next().<JsonValue>map(SearchEvents::cursor).orElse(JsonNull.NULL))
        .put("coverage", trail.coverage(found.coverage(), waited && whole))
        .build();
  }

  private static JsonObject total(SearchResult.Total total) {
    return JsonObject.builder().put("value", total.value()).put("exact", total.exact()).build();
  }

  private static JsonValue cursor(Cursor cursor) {
    return new JsonString(cursor.text());
  }
}
