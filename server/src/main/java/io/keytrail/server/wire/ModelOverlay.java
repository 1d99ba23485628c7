package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lays a hand-written model file over a compiled one. What the overlay says wins; objects are
/// merged member by member (so a shape gets further members), `names` are appended, everything else
/// is replaced.
final class ModelOverlay {
  private ModelOverlay() {}

  static JsonObject merge(JsonObject base, JsonObject overlay) {
    Map<String, JsonValue> merged = new LinkedHashMap<>(base.members());
    overlay
        .members()
        .forEach((name, value) -> merged.merge(name, value, (old, over) -> merge(name, old, over)));
    return new JsonObject(merged);
  }

  private static JsonValue merge(String name, JsonValue base, JsonValue overlay) {
    if (base instanceof JsonObject left && overlay instanceof JsonObject right) {
      return merge(left, right);
    }
    if (name.equals("names")
        && base instanceof JsonArray(var left)
        && overlay instanceof JsonArray(var right)) {
      List<JsonValue> both = new ArrayList<>(left);
      both.addAll(right);
      return new JsonArray(both);
    }
    return overlay;
  }
}
