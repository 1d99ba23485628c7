package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.index.SearchRequest;
import io.keytrail.audit.index.SearchResult;
import io.keytrail.audit.index.SearchScope;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.query.AuditQuery;
import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.query.BoundQuery.OneOf;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `GET /api/v1/events/{eventID}`: one event, with the request as it was judged and the events that
/// belong to it.
final class GetEvent implements ApiOperation {
  private final Trail trail;

  GetEvent(Trail trail) {
    this.trail = trail;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/events/{eventID}";
  }

  @Override
  public String action() {
    return SearchEvents.ACTION;
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public JsonObject openApi() {
    return EventsDescription.get();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, List.of("waitFor"));
    String id = request.path().getOrDefault("eventID", "");
    return trail
        .awaited(EventQuery.waitFor(request))
        .compose(waited -> named(call, id))
        .compose(
            found ->
                events(found)
                    .compose(
                        events ->
                            events.isEmpty()
                                ? Future.failedFuture(unknown(id))
                                : answer(call, found, events.getFirst())));
  }

  /// Where another trail's copy was imported, what happened here goes first.
  private Future<SearchResult> named(Call call, String id) {
    BoundQuery named = oneOf("eventID", id);
    BoundQuery here =
        new BoundQuery.Not(new BoundQuery.Present(AuditFields.get(AuditFields.IMPORT)));
    return find(call, new BoundQuery.And(List.of(named, here)), 1)
        .compose(
            found -> found.hits().isEmpty() ? find(call, named, 1) : Future.succeededFuture(found));
  }

  private static Problem unknown(String id) {
    return Problem.of(
        404,
        "EVENT_NOT_FOUND",
        "there is no event `"
            + id
            + "` in what you may see; one that just happened is found after `waitFor`");
  }

  private Future<Answer> answer(Call call, SearchResult found, AuditEvent event) {
    return find(call, related(event), RelatedEvents.MOST)
        .compose(this::events)
        .map(
            others -> {
              JsonObject.Builder out = JsonObject.builder();
              EventJson.of(event).members().forEach(out::put);
              return Answer.ok(
                  out.put(
                          "evaluated",
                          event.evaluated().<JsonValue>map(EvaluatedJson::of).orElse(JsonNull.NULL))
                      .put("related", RelatedEvents.of(event, others))
                      .put("coverage", trail.coverage(found.coverage(), true))
                      .build());
            });
  }

  /// The same request, the other account's view of it, what corrects it or is corrected by it.
  private static BoundQuery related(AuditEvent event) {
    JsonObject record = event.record();
    Optional<String> original =
        record.object("addendum").flatMap(addendum -> addendum.string("originalEventID"));
    List<BoundQuery> ties =
        java.util.stream.Stream.of(
                record.string("requestID").map(id -> oneOf("requestID", id)),
                record.string("sharedEventID").map(id -> oneOf("sharedEventID", id)),
                record.string("eventID").map(id -> oneOf("addendum.originalEventID", id)),
                original.map(id -> oneOf("eventID", id)))
            .flatMap(Optional::stream)
            .filter(tie -> !tie.equals(oneOf("requestID", "")))
            .toList();
    return new BoundQuery.And(
        List.of(
            new BoundQuery.Or(ties),
            new BoundQuery.Not(
                new BoundQuery.Within(
                    AuditFields.get(AuditFields.SEQ), event.seq(), event.seq()))));
  }

  private Future<SearchResult> find(Call call, BoundQuery query, int limit) {
    SearchScope scope = SearchScope.of(new AuditQuery(query, call.time()));
    return trail.index().search(SearchRequest.first(TrailScope.visible(scope, call), limit));
  }

  private Future<List<AuditEvent>> events(SearchResult found) {
    List<Long> seqs = found.hits().stream().map(SearchResult.Hit::seq).toList();
    return trail.log().read(seqs).map(events -> inOrder(seqs, events));
  }

  private static List<AuditEvent> inOrder(List<Long> seqs, Map<Long, AuditEvent> events) {
    return seqs.stream().map(events::get).filter(java.util.Objects::nonNull).toList();
  }

  private static BoundQuery oneOf(String field, String value) {
    return new OneOf(
        AuditFields.get(field), Set.of(io.keytrail.audit.schema.IndexTerm.wellFormed(value)));
  }
}
