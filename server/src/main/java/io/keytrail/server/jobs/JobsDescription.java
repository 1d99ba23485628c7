package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.Arrays;
import java.util.List;

/// How `/openapi.json` describes jobs.
final class JobsDescription {
  private JobsDescription() {}

  static JsonObject list() {
    return JsonObject.builder()
        .put("operationId", "listJobs")
        .put("summary", "List jobs, newest first")
        .put(
            "parameters",
            new JsonArray(
                List.of(
                    parameter("query", "type", "string", "only jobs of this type"),
                    parameter(
                        "query",
                        "state",
                        "string",
                        "only `queued`, `running`, `done`, `failed` or `cancelled` ones"),
                    parameter("query", "limit", "integer", "jobs a page, 1 to 500; 50 without it"),
                    parameter("query", "after", "string", "`next` of an earlier page"))))
        .put(
            "responses",
            responses(
                response("200", "One page, and `next`, null on the last"),
                response("400", "A parameter does not read")))
        .build();
  }

  static JsonObject get() {
    return JsonObject.builder()
        .put("operationId", "getJob")
        .put("summary", "Show a job: its state, progress, counts and errors")
        .put("parameters", new JsonArray(List.of(id())))
        .put(
            "responses",
            responses(response("200", "The job"), response("404", "No such job in this account")))
        .build();
  }

  static JsonObject cancel() {
    return JsonObject.builder()
        .put("operationId", "cancelJob")
        .put("summary", "Ask a job to end")
        .put("parameters", new JsonArray(List.of(id())))
        .put(
            "responses",
            responses(
                response("202", "The job, which ends at its next stop"),
                response("404", "No such job in this account"),
                response("409", "The job has ended, or is of a type that is not ended by hand")))
        .build();
  }

  private record Response(String status, String description) {}

  private static Response response(String status, String description) {
    return new Response(status, description);
  }

  private static JsonObject responses(Response... responses) {
    JsonObject.Builder all = JsonObject.builder();
    Arrays.stream(responses)
        .forEach(
            one ->
                all.put(
                    one.status(),
                    JsonObject.builder().put("description", one.description()).build()));
    return all.build();
  }

  private static JsonValue id() {
    return JsonObject.builder()
        .put("name", "id")
        .put("in", "path")
        .put("required", true)
        .put("schema", JsonObject.builder().put("type", "string").put("format", "uuid").build())
        .build();
  }

  private static JsonValue parameter(String in, String name, String type, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", in)
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", type).build())
        .build();
  }
}
