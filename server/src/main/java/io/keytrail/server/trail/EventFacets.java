package io.keytrail.server.trail;

import io.keytrail.audit.index.Facet;
import io.keytrail.audit.index.SearchScope;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.policy.condition.DidYouMean;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.util.List;

/// `GET /api/v1/events/facets?field=`: the most frequent values of a field.
final class EventFacets implements ApiOperation {
  private static final List<String> NAMES =
      List.of("q", "from", "to", "field", "limit", "prefix", "waitFor");
  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST_VALUES = 1_000;

  private final Trail trail;

  EventFacets(Trail trail) {
    this.trail = trail;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/events/facets";
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
    return EventsDescription.facets();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, NAMES);
    SearchScope scope = TrailScope.read(request, call, call.time());
    String field = field(request);
    int limit = QueryParameters.number(request, "limit", 1, MOST_VALUES, DEFAULT_LIMIT);
    String prefix = request.one("prefix").orElse("");
    return trail
        .awaited(EventQuery.waitFor(request))
        .compose(
            waited ->
                trail
                    .index()
                    .facet(scope, field, prefix, limit)
                    .map(facet -> Answer.ok(json(facet, waited))));
  }

  private static String field(Request request) {
    String name =
        request
            .one("field")
            .orElseThrow(
                () -> Problem.badRequest("/field", "give a `field` to count, such as `eventName`"));
    List<String> countable =
        AuditFields.all().stream().filter(AuditField::facet).map(AuditField::name).toList();
    if (!countable.contains(name)) {
      String help = DidYouMean.help(name, countable);
      throw Problem.badRequest(
          "/field",
          "the values of `"
              + name
              + "` cannot be counted; "
              + (help.isEmpty() ? "`/api/v1/events/fields` says which can" : help));
    }
    return name;
  }

  private JsonObject json(Facet facet, boolean waited) {
    List<JsonValue> values =
        facet.values().stream()
            .<JsonValue>map(
                value ->
                    JsonObject.builder()
                        .put("value", value.value())
                        .put("count", value.count())
                        .build())
            .toList();
    return JsonObject.builder()
        .put("field", facet.field())
        .put("values", new JsonArray(values))
        .put("distinct", facet.distinct())
        .put("coverage", trail.coverage(facet.coverage(), waited))
        .build();
  }
}
