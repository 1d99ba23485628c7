package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/// Looks into answers.
final class Json {
  private Json() {}

  /// A JSON string, quoted.
  static String quoted(String text) {
    return JsonWriter.toText(new JsonString(text));
  }

  static String text(JsonObject object, String member) {
    return JsonWriter.toText(object.member(member).orElseThrow());
  }

  static List<String> strings(JsonObject object, String member) {
    List<String> texts = new ArrayList<>();
    for (JsonValue element : ((JsonArray) object.member(member).orElseThrow()).elements()) {
      texts.add(element instanceof JsonString(String text) ? text : JsonWriter.toText(element));
    }
    return texts;
  }

  /// All labels of an explanation, depth first.
  static List<String> labels(JsonObject node) {
    List<String> labels = new ArrayList<>();
    labels.add(node.string("label").orElseThrow());
    for (JsonValue reason : ((JsonArray) node.member("because").orElseThrow()).elements()) {
      labels.addAll(labels((JsonObject) reason));
    }
    return labels;
  }
}
