package io.keytrail.server.e2e;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import java.util.List;

/// Looks into answers.
final class Json {
  private Json() {}

  /// What a pointer such as `/events/0/seq` leads to; fails where it leads nowhere.
  static JsonValue at(JsonValue value, String pointer) {
    JsonValue here = value;
    for (String step : pointer.isEmpty() ? List.<String>of() : steps(pointer)) {
      here =
          switch (here) {
            case JsonObject object ->
                object.member(step).orElseThrow(() -> missing(value, pointer));
            case JsonArray(List<JsonValue> elements) -> elements.get(Integer.parseInt(step));
            case JsonString _, JsonNumber _, JsonBool _, JsonNull _ ->
                throw missing(value, pointer);
          };
    }
    return here;
  }

  /// A string without its quotes, all else as JSON text.
  static String text(JsonValue value, String pointer) {
    JsonValue found = at(value, pointer);
    return found instanceof JsonString(String text) ? text : JsonWriter.toText(found);
  }

  static List<JsonValue> list(JsonValue value, String pointer) {
    return ((JsonArray) at(value, pointer)).elements();
  }

  /// The same member of every element of a list.
  static List<String> texts(JsonValue value, String pointer, String each) {
    return list(value, pointer).stream().map(element -> text(element, each)).toList();
  }

  static String quoted(String text) {
    return JsonWriter.toText(JsonValue.of(text));
  }

  private static List<String> steps(String pointer) {
    return List.of(pointer.substring(1).split("/", -1)).stream()
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static AssertionError missing(JsonValue value, String pointer) {
    return new AssertionError("no " + pointer + " in " + JsonWriter.toText(value));
  }
}
