package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import java.util.List;

/// The OpenAPI descriptions of the doors to snapshots.
final class SnapshotApi {
  private static final JsonObject TEXT = SimulateApi.type("string");
  private static final JsonObject NUMBER = SimulateApi.type("integer");
  private static final JsonObject ENTRY =
      SimulateApi.object(
          "id", TEXT,
          "account", SimulateApi.described(TEXT, "The account that the snapshot is of"),
          "taken", TEXT,
          "kept", TEXT,
          "principals", NUMBER,
          "keys", NUMBER,
          "policies", NUMBER,
          "bytes", NUMBER);

  private SnapshotApi() {}

  static JsonObject keep() {
    JsonObject any = SimulateApi.type("object");
    return SimulateApi.operation(
        "keepSnapshot",
        "Keep a snapshot of an account, for questions about its policies",
        SimulateApi.required(
            SimulateApi.object(
                "version", TEXT,
                "account", TEXT,
                "taken", TEXT,
                "organization", any,
                "principals", SimulateApi.list(any),
                "keys", SimulateApi.list(any),
                "policies", any,
                "unread", SimulateApi.list(TEXT)),
            "version",
            "account",
            "taken"),
        ENTRY);
  }

  static JsonObject list() {
    return JsonObject.builder()
        .put("operationId", "listSnapshots")
        .put("summary", "List the snapshots that the account keeps, that taken latest first")
        .put(
            "responses",
            answers(SimulateApi.object("snapshots", SimulateApi.list(ENTRY)), "The snapshots"))
        .build();
  }

  static JsonObject get() {
    JsonObject any = SimulateApi.type("object");
    JsonObject key =
        SimulateApi.object("arn", TEXT, "aliases", SimulateApi.list(TEXT), "grants", NUMBER);
    JsonObject shown =
        SimulateApi.object(
            "account", TEXT,
            "taken", TEXT,
            "principals", SimulateApi.list(TEXT),
            "keys", SimulateApi.list(key),
            "unread", SimulateApi.list(TEXT),
            "findings", SimulateApi.list(any));
    return JsonObject.builder()
        .put("operationId", "getSnapshot")
        .put("summary", "Show what a snapshot holds, and what is wrong with its policies")
        .put("parameters", new JsonArray(List.of(id())))
        .put("responses", answers(shown, "The snapshot, without its policies"))
        .build();
  }

  private static JsonObject id() {
    return JsonObject.builder()
        .put("name", "id")
        .put("in", "path")
        .put("required", true)
        .put("schema", TEXT)
        .build();
  }

  static JsonObject delete() {
    return JsonObject.builder()
        .put("operationId", "deleteSnapshot")
        .put("summary", "Forget a snapshot")
        .put("parameters", new JsonArray(List.of(id())))
        .put("responses", answers(SimulateApi.object("id", TEXT), "It is gone"))
        .build();
  }

  private static JsonObject answers(JsonObject schema, String words) {
    JsonObject answer =
        JsonObject.builder()
            .put("description", words)
            .put("content", SimulateApi.content(schema))
            .build();
    return JsonObject.builder().put("200", answer).build();
  }
}
