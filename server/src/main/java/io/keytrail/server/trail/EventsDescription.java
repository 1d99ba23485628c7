package io.keytrail.server.trail;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How `/openapi.json` describes what can be asked of the trail.
final class EventsDescription {
  private static final JsonValue QUERY =
      parameter("q", "string", "query in the condition language; empty: everything");
  private static final JsonValue FROM =
      parameter("from", "string", "earliest event time, inclusive, ISO 8601 in UTC");
  private static final JsonValue TO =
      parameter("to", "string", "latest event time, exclusive, ISO 8601 in UTC");
  private static final JsonValue WAIT_FOR =
      parameter(
          "waitFor",
          "integer",
          "first wait, some seconds at most, until the event of this `x-keytrail-seq` is searchable");

  private EventsDescription() {}

  static JsonObject search() {
    return operation(
        "searchEvents",
        "Search the trail, newest first",
        Map.of("200", "One page and what it covers"),
        QUERY,
        FROM,
        TO,
        parameter("limit", "integer", "events a page, 0 to 1000; 50 without it"),
        parameter("after", "string", "`next` of an earlier page of the same query"),
        parameter("exact", "boolean", "count exactly, whatever it costs"),
        WAIT_FOR);
  }

  static JsonObject histogram() {
    return operation(
        "countEventsByTime",
        "Count events by time",
        Map.of("200", "Buckets, oldest first, and what they cover"),
        QUERY,
        FROM,
        TO,
        parameter("interval", "string", "width of a bucket: `auto`, `30s`, `5m`, `1h`, `1d`, `1w`"),
        parameter("buckets", "integer", "how many an automatic width gives at most; 60 without it"),
        WAIT_FOR);
  }

  static JsonObject facets() {
    return operation(
        "countEventsByValue",
        "Count events by the values of a field",
        Map.of("200", "The most frequent values, and what the counts cover"),
        QUERY,
        FROM,
        TO,
        parameter("field", "string", "a field that can be counted, such as `eventName`"),
        parameter("limit", "integer", "how many values, 1 to 1000; 20 without it"),
        parameter("prefix", "string", "count values only that begin so"),
        WAIT_FOR);
  }

  static JsonObject export() {
    return operation(
        "exportEvents",
        "Write all that a search finds to a file, newest first; `x-keytrail-total` says how many",
        Map.of("200", "Lines of JSON, or CSV; a body that breaks off is not the whole"),
        QUERY,
        FROM,
        TO,
        parameter("format", "string", "`ndjson` (as without it) or `csv`"),
        WAIT_FOR);
  }

  static JsonObject stream() {
    return operation(
        "streamEvents",
        "Follow a search: events as they become searchable, as server-sent events",
        Map.of(
            "200", "`text/event-stream`; the id of each is its `seq`", "429", "Too many at once"),
        QUERY,
        parameter(
            "after",
            "integer",
            "begin behind the event of this seq; without it, and without `Last-Event-ID`, now"));
  }

  static JsonObject fields() {
    return operation(
        "listEventFields",
        "List the fields that a query can ask for",
        Map.of("200", "Every field with type, description, operators and examples"));
  }

  static JsonObject get() {
    return operation(
        "getEvent",
        "Get one event, the request as it was judged, and the events that belong to it",
        Map.of("200", "The event", "404", "There is no such event among those you may see"),
        pathParameter("eventID", "`eventID` of the event"),
        WAIT_FOR);
  }

  static JsonObject operation(
      String id, String summary, Map<String, String> responses, JsonValue... parameters) {
    JsonObject.Builder answers = JsonObject.builder();
    Map<String, String> all = new TreeMap<>(responses);
    all.putIfAbsent("400", "A parameter or the query does not read");
    all.forEach(
        (status, text) ->
            answers.put(status, JsonObject.builder().put("description", text).build()));
    return JsonObject.builder()
        .put("operationId", id)
        .put("summary", summary)
        .put("parameters", new JsonArray(new ArrayList<>(List.of(parameters))))
        .put("responses", answers.build())
        .build();
  }

  static JsonValue parameter(String name, String type, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", "query")
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", type).build())
        .build();
  }

  private static JsonValue pathParameter(String name, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", "path")
        .put("required", true)
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", "string").build())
        .build();
  }
}
