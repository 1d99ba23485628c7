package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.policytest.Suite.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds an answer of the simulator against what a test expects.
final class Comparison {
  private Comparison() {}

  /// What is not as expected, in one sentence; empty if all is.
  static String failure(Expectation expected, JsonObject answer) {
    List<String> wrong = new ArrayList<>();
    String decision = answer.string("decision").orElse("");
    if (expected.decision().isPresent() && !fits(expected.decision().get(), decision)) {
      wrong.add("expected %s, got %s".formatted(expected.decision().get(), decision));
    }
    List<JsonObject> deciders = objects(answer, "decidedBy");
    for (JsonObject wanted : expected.by()) {
      if (deciders.stream().noneMatch(one -> isDecider(wanted, one))) {
        wrong.add(
            "expected it to be decided by %s, not by %s"
                .formatted(shown(wanted), deciders.isEmpty() ? "nothing" : all(deciders)));
      }
    }
    if (expected.nearMiss().isPresent()) {
      nearMiss(expected.nearMiss().get(), objects(answer, "nearMisses")).ifPresent(wrong::add);
    }
    return String.join("; ", wrong);
  }

  private static boolean fits(String expected, String decision) {
    return expected.equals(decision)
        || expected.equals("denied")
            && (decision.equals("implicitDeny") || decision.equals("explicitDeny"));
  }

  private static Optional<String> nearMiss(JsonObject wanted, List<JsonObject> misses) {
    boolean found = misses.stream().anyMatch(one -> isDecider(wanted, one) && failed(wanted, one));
    return found
        ? Optional.empty()
        : Optional.of(
            "expected the near miss %s, found %s"
                .formatted(shown(wanted), misses.isEmpty() ? "none" : all(misses)));
  }

  private static boolean isDecider(JsonObject wanted, JsonObject one) {
    return same(wanted, "grant", text(one, "grantId"))
        && same(wanted, "statement", text(one, "statement"))
        && same(wanted, "sid", text(one, "sid"))
        && same(wanted, "rule", text(one, "rule"))
        && (wanted.string("policy").isEmpty()
            || same(wanted, "policy", text(one, "name"))
            || same(wanted, "policy", text(one, "policy")));
  }

  private static boolean same(JsonObject wanted, String name, String actual) {
    return wanted.string(name).map(actual::equals).orElse(true);
  }

  /// A test that failed is named by its kind or by a word of what was expected there: a key, an
  /// operator, a constraint.
  private static boolean failed(JsonObject wanted, JsonObject miss) {
    Optional<String> named = wanted.string("failed");
    return named.isEmpty()
        || objects(miss, "failed").stream()
            .flatMap(test -> test.members().values().stream())
            .anyMatch(
                value -> value instanceof JsonString(String text) && text.contains(named.get()));
  }

  private static String text(JsonObject object, String name) {
    return switch (object.member(name).orElse(JsonArray.EMPTY)) {
      case JsonString(String text) -> text;
      case JsonNumber(String lexeme) -> lexeme;
      default -> "";
    };
  }

  private static List<JsonObject> objects(JsonObject answer, String name) {
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

  private static String all(List<JsonObject> objects) {
    return String.join(", ", objects.stream().map(Comparison::decider).toList());
  }

  private static String decider(JsonObject one) {
    if (!text(one, "grantId").isEmpty()) {
      return "grant " + text(one, "grantId");
    }
    if (!text(one, "rule").isEmpty()) {
      return "rule " + text(one, "rule");
    }
    String name = text(one, "name").isEmpty() ? text(one, "policy") : text(one, "name");
    return name + " statement " + text(one, "statement");
  }

  private static String shown(JsonObject wanted) {
    return JsonWriter.toText(wanted);
  }
}
