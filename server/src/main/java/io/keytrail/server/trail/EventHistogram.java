package io.keytrail.server.trail;

import io.keytrail.audit.index.Histogram;
import io.keytrail.audit.index.SearchScope;
import io.keytrail.audit.index.TooManyBucketsException;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.query.AuditQuery;
import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `GET /api/v1/events/histogram`: how many events there are, by time, and how many of them were
/// refused for want of permission.
///
/// Without a width the answer chooses one: by `from` and `to`, or where one of them is open by
/// looking first at days, and then at minutes, for where there are events at all.
final class EventHistogram implements ApiOperation {
  private static final List<String> NAMES =
      List.of("q", "from", "to", "interval", "buckets", "waitFor");
  private static final int DEFAULT_BUCKETS = 60;
  private static final int MOST_BUCKETS = 1_000;
  private static final long LOOK_AT_MINUTES_WITHIN = 3 * HistogramWidths.DAY;

  private final Trail trail;

  EventHistogram(Trail trail) {
    this.trail = trail;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/events/histogram";
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
    return EventsDescription.histogram();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, NAMES);
    SearchScope scope = TrailScope.read(request, call, call.time());
    int buckets = QueryParameters.number(request, "buckets", 1, MOST_BUCKETS, DEFAULT_BUCKETS);
    Optional<Long> width =
        request.one("interval").filter(text -> !text.equals("auto")).map(HistogramWidths::read);
    return trail
        .awaited(EventQuery.waitFor(request))
        .compose(
            waited ->
                width
                    .map(given -> count(scope, given))
                    .orElseGet(() -> chosen(scope, buckets))
                    .compose(all -> withDenied(scope, all, waited)));
  }

  private Future<Answer> withDenied(SearchScope scope, Histogram all, boolean waited) {
    return count(denied(scope), all.widthMillis())
        .map(denied -> Answer.ok(json(scope, all, denied, waited)));
  }

  /// Of the events of `scope`, those that policies refused, as far as records say so.
  private static SearchScope denied(SearchScope scope) {
    BoundQuery refused =
        new BoundQuery.Or(
            List.of(
                new BoundQuery.OneOf(
                    AuditFields.get("decision"), Set.of("implicitDeny", "explicitDeny")),
                new BoundQuery.OneOf(
                    AuditFields.get("errorCode"),
                    Set.of(
                        "AccessDenied",
                        "AccessDeniedException",
                        "UnauthorizedOperation",
                        "Client.UnauthorizedOperation"))));
    AuditQuery query = scope.query();
    return new SearchScope(
        new AuditQuery(new BoundQuery.And(List.of(query.root(), refused)), query.now()),
        scope.from(),
        scope.to(),
        scope.owners(),
        scope.budget());
  }

  private Future<Histogram> count(SearchScope scope, long width) {
    return trail
        .index()
        .histogram(scope, width)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TooManyBucketsException tooMany
                        ? Problem.badRequest("/interval", String.valueOf(tooMany.getMessage()))
                        : failure));
  }

  private Future<Histogram> chosen(SearchScope scope, int buckets) {
    if (scope.from().isPresent() && scope.to().isPresent()) {
      long span = scope.to().get().getEpochSecond() - scope.from().get().getEpochSecond();
      return count(scope, HistogramWidths.round(Math.max(span, 1) * 1_000, buckets));
    }
    return count(scope, HistogramWidths.DAY)
        .compose(
            days ->
                span(days) > LOOK_AT_MINUTES_WITHIN
                    ? Future.succeededFuture(days)
                    : count(scope, HistogramWidths.MINUTE))
        .compose(
            seen -> {
              long width = HistogramWidths.round(span(seen), buckets);
              return width == seen.widthMillis()
                  ? Future.succeededFuture(seen)
                  : count(scope, width);
            });
  }

  /// From the first event's bucket to the end of the last one's.
  private static long span(Histogram seen) {
    return seen.buckets().isEmpty()
        ? 1
        : seen.buckets().getLast().startMillis()
            - seen.buckets().getFirst().startMillis()
            + seen.widthMillis();
  }

  private JsonObject json(SearchScope scope, Histogram all, Histogram denied, boolean waited) {
    Map<Long, Long> refused = new HashMap<>();
    denied.buckets().forEach(bucket -> refused.put(bucket.startMillis(), bucket.count()));
    List<JsonValue> buckets =
        HistogramBuckets.filled(scope, all).stream()
            .<JsonValue>map(bucket -> json(bucket, refused.getOrDefault(bucket.startMillis(), 0L)))
            .toList();
    long total = all.buckets().stream().mapToLong(Histogram.Bucket::count).sum();
    boolean complete = all.coverage().complete();
    return JsonObject.builder()
        .put("interval", HistogramWidths.text(all.widthMillis()))
        .put("widthMillis", all.widthMillis())
        .put("buckets", new JsonArray(buckets))
        .put("total", JsonObject.builder().put("value", total).put("exact", complete).build())
        .put("coverage", trail.coverage(all.coverage(), waited && denied.coverage().complete()))
        .build();
  }

  private static JsonObject json(Histogram.Bucket bucket, long denied) {
    return JsonObject.builder()
        .put("start", Instant.ofEpochMilli(bucket.startMillis()).toString())
        .put("count", bucket.count())
        .put("denied", denied)
        .build();
  }
}
