package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.util.StringJoiner;

/// A list as a validation message shows it: `[a, b]`, and nothing of it where it must not be
/// echoed.
final class ElementText {
  private static final int MAX_SHOWN = 100;

  private ElementText() {}

  static String of(JsonArray list, Shape shape) {
    StringJoiner shown = new StringJoiner(", ", "[", "]");
    int count = 0;
    for (JsonValue element : list.elements()) {
      if (shape.sensitive() || ++count > MAX_SHOWN) {
        return count > MAX_SHOWN ? shown.add("...").toString() : "[...]";
      }
      if (element instanceof JsonString(String text)) {
        shown.add(text);
      }
    }
    return shown.toString();
  }
}
