package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// An answer of the simulator, for a person: the sentence first, then where it was decided, what
/// was missing, what nearly decided otherwise, and on request the whole tree.
record AnswerText(JsonObject answer) {

  String text(boolean explain) {
    StringBuilder out = new StringBuilder();
    out.append(answer.string("decision").orElse("")).append(": ");
    out.append(answer.string("summary").orElse("")).append('\n');
    answer
        .string("allowedIf")
        .ifPresent(text -> out.append("allowed if ").append(text).append('\n'));
    objects("decidedBy")
        .forEach(one -> out.append("decided by ").append(decider(one)).append('\n'));
    line(out, "blocked by", texts("blockedBy"));
    line(out, "missing context", texts("missingContext"));
    texts("notes").forEach(note -> out.append("note ").append(note).append('\n'));
    objects("nearMisses").forEach(one -> nearMiss(out, one));
    if (explain) {
      answer.object("explanation").ifPresent(tree -> tree(out, tree, 0));
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String label, List<String> texts) {
    if (!texts.isEmpty()) {
      out.append(label).append(": ").append(String.join(", ", texts)).append('\n');
    }
  }

  /// `key-policy.json:10:5 statement 2 (Sid)`, `grant g-1`, `rule ROOT_USER`.
  private static String decider(JsonObject one) {
    if (one.string("grantId").isPresent()) {
      return "grant " + one.string("grantId").get();
    }
    if (one.string("rule").isPresent()) {
      return "rule " + one.string("rule").get();
    }
    String name = one.string("name").filter(text -> !text.isEmpty()).orElse("");
    String where =
        one.object("start")
            .map(at -> ":" + number(at, "line") + ":" + number(at, "column"))
            .orElse("");
    return "%s%s statement %s%s"
        .formatted(
            name.isEmpty() ? one.string("policy").orElse("") : name,
            where,
            number(one, "statement"),
            one.string("sid").map(sid -> " (" + sid + ")").orElse(""));
  }

  private static void nearMiss(StringBuilder out, JsonObject miss) {
    out.append("near miss: ").append(decider(miss)).append('\n');
    if (miss.member("failed").orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> tests)) {
      for (JsonValue test : tests) {
        if (test instanceof JsonObject one) {
          out.append(
              "  %s: expected %s, was %s\n"
                  .formatted(
                      one.string("kind").orElse(""),
                      one.string("expected").orElse("something else"),
                      one.string("actual").orElse("missing")));
        }
      }
    }
    miss.object("change")
        .flatMap(change -> change.string("text"))
        .ifPresent(text -> out.append("  would allow it: ").append(text).append('\n'));
  }

  private static void tree(StringBuilder out, JsonObject node, int depth) {
    out.append("  ".repeat(depth))
        .append(mark(node.member("holds").orElse(JsonBool.FALSE)))
        .append(' ')
        .append(node.string("label").orElse(""));
    node.string("expected").ifPresent(text -> out.append(" | expected ").append(text));
    node.string("actual").ifPresent(text -> out.append(" | was ").append(text));
    out.append('\n');
    if (node.member("because").orElse(JsonArray.EMPTY) instanceof JsonArray(var children)) {
      for (JsonValue child : children) {
        if (child instanceof JsonObject one) {
          tree(out, one, depth + 1);
        }
      }
    }
  }

  private static String mark(JsonValue holds) {
    return switch (holds) {
      case JsonBool(boolean truth) -> truth ? "+" : "-";
      case JsonString(String word) -> word.equals("unknown") ? "?" : "!";
      default -> "?";
    };
  }

  private static String number(JsonObject object, String name) {
    return object.member(name).orElse(JsonArray.EMPTY) instanceof JsonNumber(String lexeme)
        ? lexeme
        : "?";
  }

  private List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    if (answer.member(name).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> all)) {
      for (JsonValue one : all) {
        if (one instanceof JsonObject object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (answer.member(name).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> all)) {
      for (JsonValue one : all) {
        if (one instanceof JsonString(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
