package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.List;

/// How `/openapi.json` describes imports.
final class ImportsDescription {
  private ImportsDescription() {}

  static JsonObject create() {
    JsonObject file = JsonObject.builder().put("type", "string").put("format", "binary").build();
    JsonObject media = JsonObject.builder().put("schema", file).build();
    JsonObject content =
        JsonObject.builder()
            .put("application/gzip", media)
            .put("application/json", media)
            .put("application/octet-stream", media)
            .build();
    return JsonObject.builder()
        .put("operationId", "createImport")
        .put("summary", "Import a CloudTrail log file, as a job")
        .put(
            "parameters",
            new JsonArray(
                List.of(parameter("query", "name", "string", "the file's name, for people"))))
        .put(
            "requestBody",
            JsonObject.builder()
                .put(
                    "description",
                    "the file, at most 512 MiB: JSON or gzip of it, told apart by the first bytes")
                .put("required", true)
                .put("content", content)
                .build())
        .put(
            "responses",
            JsonObject.builder()
                .put("202", description("The job"))
                .put("400", description("It is no log file, or a parameter does not read"))
                .put("413", description("It is too large"))
                .put("507", description("There is no room on the server's disk"))
                .build())
        .build();
  }

  static JsonObject list() {
    return JsonObject.builder()
        .put("operationId", "listImports")
        .put("summary", "List imports, newest first")
        .put("parameters", new JsonArray(List.of(limit(), after())))
        .put(
            "responses",
            JsonObject.builder()
                .put("200", description("One page, and `next`, null on the last"))
                .put("400", description("A parameter does not read"))
                .build())
        .build();
  }

  static JsonObject get() {
    return JsonObject.builder()
        .put("operationId", "getImport")
        .put("summary", "Show an import: its counts, and what of the file was left out")
        .put(
            "parameters",
            new JsonArray(
                List.of(parameter("path", "id", "string", "the import"), limit(), after())))
        .put(
            "responses",
            JsonObject.builder()
                .put("200", description("The import, and a page of its quarantine"))
                .put("400", description("A parameter does not read"))
                .put("404", description("No such import in this account"))
                .build())
        .build();
  }

  private static JsonValue limit() {
    return parameter("query", "limit", "integer", "entries a page, 1 to 500; 50 without it");
  }

  private static JsonValue after() {
    return parameter("query", "after", "string", "`next` of an earlier page");
  }

  private static JsonObject description(String text) {
    return JsonObject.builder().put("description", text).build();
  }

  private static JsonValue parameter(String in, String name, String type, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", in)
        .put("required", in.equals("path"))
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", type).build())
        .build();
  }
}
