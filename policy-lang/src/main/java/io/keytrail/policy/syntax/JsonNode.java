package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.Span;
import java.util.List;

/// A JSON value with the stretch of text it came from.
public sealed interface JsonNode {

  Span span();

  /// What it is called in a message: `an object`, `a string`.
  default String kindName() {
    return switch (this) {
      case JsonObject _ -> "an object";
      case JsonArray _ -> "a list";
      case JsonString _ -> "a string";
      case JsonNumber _ -> "a number";
      case JsonBoolean _ -> "a boolean";
      case JsonNull _ -> "null";
    };
  }

  /// Members in document order; their names are distinct.
  record JsonObject(List<Member> members, Span span) implements JsonNode {
    public JsonObject {
      members = List.copyOf(members);
    }
  }

  record JsonArray(List<JsonNode> elements, Span span) implements JsonNode {
    public JsonArray {
      elements = List.copyOf(elements);
    }
  }

  /// A string.
  ///
  /// @param text decoded; well-formed UTF-16
  record JsonString(String text, Span span) implements JsonNode {}

  /// A number.
  ///
  /// @param lexeme as written
  record JsonNumber(String lexeme, Span span) implements JsonNode {}

  record JsonBoolean(boolean value, Span span) implements JsonNode {}

  record JsonNull(Span span) implements JsonNode {}

  /// A name and its value in an object.
  ///
  /// @param span of the name and its value
  record Member(String name, Span nameSpan, JsonNode value, Span span) {}
}
