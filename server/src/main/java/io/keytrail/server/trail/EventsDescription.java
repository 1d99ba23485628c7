package io.keytrail.server.trail;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.List;

/// How `/openapi.json` describes the search.
final class EventsDescription {
  private EventsDescription() {}

  static JsonObject search() {
    return JsonObject.builder()
        .put("operationId", "searchEvents")
        .put("summary", "Search the trail, newest first")
        .put(
            "parameters",
            new JsonArray(
                List.of(
                    parameter("q", "string", "query in the condition language; empty: everything"),
                    parameter("from", "string", "earliest event time, inclusive, ISO 8601 in UTC"),
                    parameter("to", "string", "latest event time, exclusive, ISO 8601 in UTC"),
                    parameter("limit", "integer", "events a page, 0 to 1000; 50 without it"),
                    parameter("after", "string", "`next` of an earlier page of the same query"),
                    parameter("exact", "boolean", "count exactly, whatever it costs"),
                    parameter(
                        "waitFor",
                        "integer",
                        "first wait, some seconds at most, until the event of this `x-keytrail-seq` is searchable"))))
        .put(
            "responses",
            JsonObject.builder()
                .put(
                    "200",
                    JsonObject.builder().put("description", "One page and what it covers").build())
                .put(
                    "400",
                    JsonObject.builder()
                        .put("description", "A parameter or the query does not read")
                        .build())
                .build())
        .build();
  }

  private static JsonValue parameter(String name, String type, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", "query")
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", type).build())
        .build();
  }
}
