package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.check.ParsedBlock;
import io.keytrail.policy.condition.Bound;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Condition;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.ConditionParser;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.IamBinder;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.condition.Parsed;
import io.keytrail.policy.condition.Severity;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads conditions out of requests, in the condition language or as JSON blocks, and writes
/// blocks.
final class Conditions {
  private Conditions() {}

  /// A text of the condition language, or a JSON block (or its text).
  static BoundCondition bound(JsonValue value, String pointer) {
    if (value instanceof JsonString(String text) && !text.stripLeading().startsWith("{")) {
      Parsed parsed = ConditionParser.parse(text);
      Condition condition =
          parsed.condition().orElseThrow(() -> Problem.text(pointer, errors(parsed.diagnostics())));
      return bound(IamBinder.bind(condition), pointer, true);
    }
    return bound(BoundCondition.of(block(value, pointer)), pointer, value instanceof JsonString);
  }

  private static BoundCondition bound(Bound bound, String pointer, boolean positions) {
    return bound
        .condition()
        .orElseThrow(() -> refused(pointer, errors(bound.diagnostics()), positions));
  }

  /// A JSON block as an object, or as its text: then errors have positions.
  static ConditionBlock block(JsonValue value, String pointer) {
    return switch (value) {
      case JsonString(String text) -> block(text, pointer, true);
      case JsonObject object -> block(JsonWriter.toText(object), pointer, false);
      case JsonArray _, JsonNumber _, JsonBool _, JsonNull _ ->
          throw Members.expected(pointer, "a condition, as an object or as a text");
    };
  }

  private static ConditionBlock block(String json, String pointer, boolean positions) {
    ParsedBlock parsed = PolicyLanguage.parseCondition(json);
    return parsed
        .block()
        .orElseThrow(() -> refused(pointer, errors(parsed.diagnostics()), positions));
  }

  static Problem refused(String pointer, List<Diagnostic> errors, boolean positions) {
    if (positions) {
      return Problem.text(pointer, errors);
    }
    Diagnostic first = errors.getFirst();
    String help = first.help().isEmpty() ? "" : "; " + first.help();
    return new Problem(
        400,
        first.code(),
        first.message() + help,
        Optional.of(pointer),
        Optional.empty(),
        List.of());
  }

  static List<Diagnostic> errors(List<Diagnostic> all) {
    return all.stream().filter(found -> found.severity() == Severity.ERROR).toList();
  }

  static JsonObject json(ConditionBlock block) {
    Map<String, Map<String, JsonValue>> byOperator = new LinkedHashMap<>();
    for (ConditionBlock.Entry entry : block.entries()) {
      List<JsonValue> values = entry.values().stream().map(Conditions::literal).toList();
      byOperator
          .computeIfAbsent(entry.operator(), _ -> new LinkedHashMap<>())
          .put(entry.key(), entry.list() ? new JsonArray(values) : values.getFirst());
    }
    Map<String, JsonValue> written = new LinkedHashMap<>();
    byOperator.forEach((operator, keys) -> written.put(operator, new JsonObject(keys)));
    return new JsonObject(written);
  }

  private static JsonValue literal(JsonLiteral literal) {
    return switch (literal.kind()) {
      case STRING -> new JsonString(literal.text());
      case NUMBER -> new JsonNumber(literal.text());
      case BOOLEAN -> JsonValue.of(literal.text().equals("true"));
    };
  }
}
