package io.keytrail.server.cli;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.syntax.JsonNode;
import io.keytrail.policy.syntax.JsonReader;
import java.util.LinkedHashMap;
import java.util.Map;

/// By which statement of a document a place is: its `Sid`, or its pointer. The name stays while
/// lines move.
final class StatementNames {
  private final Map<Span, String> names = new LinkedHashMap<>();

  StatementNames(String text) {
    JsonReader.read(text).root().ifPresent(this::document);
  }

  /// `sid:Admin`, `/Statement/2`, or empty outside of all statements.
  String at(Position position) {
    return names.entrySet().stream()
        .filter(one -> holds(one.getKey(), position))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private void document(JsonNode root) {
    if (root instanceof JsonNode.JsonObject object) {
      for (JsonNode.Member member : object.members()) {
        if (member.name().equals("Statement")) {
          statements(member.value());
        }
      }
    }
  }

  private void statements(JsonNode value) {
    if (value instanceof JsonNode.JsonArray list) {
      for (int i = 0; i < list.elements().size(); i++) {
        name(list.elements().get(i), "/Statement/" + i);
      }
    } else {
      name(value, "/Statement");
    }
  }

  private void name(JsonNode statement, String pointer) {
    String name = pointer;
    if (statement instanceof JsonNode.JsonObject object) {
      for (JsonNode.Member member : object.members()) {
        if (member.name().equals("Sid") && member.value() instanceof JsonNode.JsonString sid) {
          name = "sid:" + sid.text();
        }
      }
    }
    names.put(statement.span(), name);
  }

  private static boolean holds(Span span, Position at) {
    return !before(at, span.start()) && before(at, span.end());
  }

  private static boolean before(Position a, Position b) {
    return a.line() < b.line() || a.line() == b.line() && a.column() < b.column();
  }
}
