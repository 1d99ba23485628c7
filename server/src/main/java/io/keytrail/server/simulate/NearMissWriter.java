package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.explain.NearMiss;
import io.keytrail.policy.explain.NearMiss.Change;
import io.keytrail.policy.explain.NearMiss.Edit;
import io.keytrail.policy.explain.NearMiss.Failed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes near misses: the members of the statement or grant, what failed, and the change that was
/// tried and would allow the request.
final class NearMissWriter {
  private NearMissWriter() {}

  static JsonObject nearMiss(NearMiss miss) {
    Map<String, JsonValue> shown =
        new LinkedHashMap<>(DecisionWriter.decider(miss.ref()).members());
    shown.put(
        "failed",
        new JsonArray(miss.failed().stream().<JsonValue>map(NearMissWriter::failed).toList()));
    shown.put("change", change(miss.change()));
    shown.put("verified", JsonValue.of(true));
    return new JsonObject(shown);
  }

  private static JsonObject failed(Failed failed) {
    return JsonObject.builder()
        .put("kind", failed.kind().wireName())
        .put("label", failed.label())
        .put("expected", failed.expected())
        .put("actual", failed.actual())
        .build();
  }

  /// Members that have nothing to say are left out.
  private static JsonObject change(Change change) {
    JsonObject.Builder shown =
        JsonObject.builder()
            .put("of", change.ofRequest() ? "request" : "policy")
            .put("text", change.text());
    if (!change.context().isEmpty()) {
      shown.put("context", context(change.context()));
    }
    if (!change.without().isEmpty()) {
      shown.put("without", JsonArray.ofStrings(change.without()));
    }
    if (!change.encryptionContext().isEmpty()) {
      shown.put("encryptionContext", pairs(change.encryptionContext()));
    }
    if (!change.grantTokens().isEmpty()) {
      shown.put("grantTokens", JsonArray.ofStrings(change.grantTokens()));
    }
    if (!change.edits().isEmpty()) {
      List<JsonValue> edits = change.edits().stream().<JsonValue>map(NearMissWriter::edit).toList();
      shown.put("edits", new JsonArray(edits));
    }
    return shown.build();
  }

  private static JsonObject edit(Edit edit) {
    return JsonObject.builder()
        .put("pointer", edit.pointer())
        .put(edit.replaces() ? "replace" : "add", edit.value())
        .build();
  }

  private static JsonObject context(Map<String, ContextValue> context) {
    Map<String, JsonValue> shown = new TreeMap<>();
    context.forEach(
        (key, value) ->
            shown.put(
                key,
                value.multi()
                    ? JsonArray.ofStrings(value.values())
                    : new JsonString(value.values().getFirst())));
    return new JsonObject(shown);
  }

  private static JsonObject pairs(Map<String, String> pairs) {
    Map<String, JsonValue> shown = new TreeMap<>();
    pairs.forEach((key, value) -> shown.put(key, new JsonString(value)));
    return new JsonObject(shown);
  }
}
