package io.keytrail.policy.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Blocks from JSON, for tests only: the product reads JSON in `.syntax`, with positions.
final class Blocks {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Blocks() {}

  /// `json` with single quotes for double ones where that reads better.
  static ConditionBlock ofJson(String json) {
    try {
      List<ConditionBlock.Entry> entries = new ArrayList<>();
      for (Map.Entry<String, JsonNode> operator : MAPPER.readTree(json).properties()) {
        for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
          entries.add(entry(operator.getKey(), key.getKey(), key.getValue()));
        }
      }
      return new ConditionBlock(entries, Span.NONE);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static ConditionBlock.Entry entry(
      String operator, String key, boolean list, List<JsonLiteral> values) {
    return new ConditionBlock.Entry(operator, Span.NONE, key, list, values, Span.NONE);
  }

  private static ConditionBlock.Entry entry(String operator, String key, JsonNode value) {
    List<JsonLiteral> values = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(element -> values.add(literal(element)));
    } else {
      values.add(literal(value));
    }
    return entry(operator, key, value.isArray(), values);
  }

  private static JsonLiteral literal(JsonNode node) {
    JsonLiteral.Kind kind =
        node.isTextual()
            ? JsonLiteral.Kind.STRING
            : node.isBoolean() ? JsonLiteral.Kind.BOOLEAN : JsonLiteral.Kind.NUMBER;
    return new JsonLiteral(kind, node.asText(), Span.NONE);
  }
}
