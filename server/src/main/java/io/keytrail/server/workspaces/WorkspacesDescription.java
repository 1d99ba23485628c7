package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.List;

/// How `/openapi.json` describes desktops.
final class WorkspacesDescription {
  private WorkspacesDescription() {}

  static JsonObject list() {
    return JsonObject.builder()
        .put("operationId", "listWorkspaces")
        .put("summary", "List WorkSpaces with their volumes, grants and jobs")
        .put(
            "parameters",
            new JsonArray(
                List.of(
                    parameter(
                        "query", "limit", "integer", "WorkSpaces a page, 1 to 200; 50 without it"),
                    parameter("query", "after", "string", "`next` of an earlier page"))))
        .put(
            "responses",
            JsonObject.builder()
                .put("200", described("One page, and `next`, null on the last"))
                .put("400", described("A parameter does not read"))
                .build())
        .build();
  }

  static JsonObject get() {
    return JsonObject.builder()
        .put("operationId", "getWorkspace")
        .put("summary", "Show a WorkSpace with its volumes, grants and job")
        .put("parameters", new JsonArray(List.of(parameter("path", "id", "string", "`ws-…`"))))
        .put(
            "responses",
            JsonObject.builder()
                .put("200", described("The WorkSpace"))
                .put("404", described("No such WorkSpace in this account and Region"))
                .build())
        .build();
  }

  private static JsonObject described(String text) {
    return JsonObject.builder().put("description", text).build();
  }

  private static JsonValue parameter(String in, String name, String type, String description) {
    JsonObject.Builder parameter =
        JsonObject.builder()
            .put("name", name)
            .put("in", in)
            .put("description", description)
            .put("schema", JsonObject.builder().put("type", type).build());
    if (in.equals("path")) {
      parameter.put("required", true);
    }
    return parameter.build();
  }
}
