package io.keytrail.audit.json;

import java.util.List;

/// An array.
public record JsonArray(List<JsonValue> elements) implements JsonValue {
  public static final JsonArray EMPTY = new JsonArray(List.of());

  public JsonArray {
    elements = List.copyOf(elements);
  }

  /// An array of strings.
  public static JsonArray ofStrings(Iterable<String> texts) {
    var elements = new java.util.ArrayList<JsonValue>();
    for (String text : texts) {
      elements.add(new JsonString(text));
    }
    return new JsonArray(elements);
  }
}
