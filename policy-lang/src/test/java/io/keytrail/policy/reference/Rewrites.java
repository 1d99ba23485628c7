package io.keytrail.policy.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Other ways to write the documents of a case. None changes its argument.
final class Rewrites {
  private Rewrites() {}

  /// The case with every document of every kind rewritten.
  static Map<String, @Nullable Object> everywhere(
      Map<String, @Nullable Object> testCase,
      UnaryOperator<Map<String, @Nullable Object>> rewrite) {
    Map<String, @Nullable Object> policies = new LinkedHashMap<>();
    Json.asMap(testCase.get("policies"))
        .forEach(
            (kind, value) ->
                policies.put(kind, kind.equals("grants") ? value : all(value, rewrite)));
    return with(testCase, "policies", policies);
  }

  /// The case with the documents of one kind rewritten.
  static Map<String, @Nullable Object> kind(
      Map<String, @Nullable Object> testCase,
      String kind,
      UnaryOperator<Map<String, @Nullable Object>> rewrite) {
    Map<String, @Nullable Object> policies = Json.asMap(testCase.get("policies"));
    return with(testCase, "policies", with(policies, kind, all(policies.get(kind), rewrite)));
  }

  private static @Nullable Object all(
      @Nullable Object value, UnaryOperator<Map<String, @Nullable Object>> rewrite) {
    return value instanceof List<?> list
        ? list.stream().map(each -> all(each, rewrite)).toList()
        : rewrite.apply(Json.asMap(value));
  }

  static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> map, String name, @Nullable Object value) {
    Map<String, @Nullable Object> other = new LinkedHashMap<>(map);
    other.put(name, value);
    return other;
  }

  static Map<String, @Nullable Object> shuffled(Map<String, @Nullable Object> document, long seed) {
    List<Object> statements = new ArrayList<>(Json.items(document.get("Statement")));
    Collections.shuffle(statements, new Random(seed));
    return with(document, "Statement", statements);
  }

  static Map<String, @Nullable Object> added(
      Map<String, @Nullable Object> document, Map<String, @Nullable Object> statement) {
    List<Object> statements = new ArrayList<>(Json.items(document.get("Statement")));
    statements.add(statement);
    return with(document, "Statement", statements);
  }

  /// New names for all statements.
  static Map<String, @Nullable Object> renamed(Map<String, @Nullable Object> document) {
    List<Object> statements = new ArrayList<>();
    for (Object statement : Json.items(document.get("Statement"))) {
      statements.add(with(Json.asMap(statement), "Sid", "Renamed" + statements.size()));
    }
    return with(document, "Statement", statements);
  }

  /// A statement for each value of its lists, where a list means "or".
  static Map<String, @Nullable Object> split(Map<String, @Nullable Object> document) {
    List<Object> out = new ArrayList<>();
    for (Object statement : Json.items(document.get("Statement"))) {
      List<Map<String, @Nullable Object>> parts = List.of(Json.asMap(statement));
      for (String element : List.of("Action", "Resource")) {
        parts = flat(parts, part -> split(part, element));
      }
      parts = flat(parts, part -> within(part, "Principal", principal -> split(principal, "AWS")));
      out.addAll(flat(parts, part -> within(part, "Condition", Rewrites::conditions)));
    }
    return with(document, "Statement", out);
  }

  private static List<Map<String, @Nullable Object>> flat(
      List<Map<String, @Nullable Object>> parts, Splitter splitter) {
    return parts.stream().flatMap(part -> splitter.split(part).stream()).toList();
  }

  private interface Splitter {
    List<Map<String, @Nullable Object>> split(Map<String, @Nullable Object> map);
  }

  private static List<Map<String, @Nullable Object>> split(
      Map<String, @Nullable Object> map, String name) {
    return map.get(name) instanceof List<?> list && !list.isEmpty()
        ? list.stream().map(value -> with(map, name, value)).toList()
        : List.of(map);
  }

  private static List<Map<String, @Nullable Object>> within(
      Map<String, @Nullable Object> map, String name, Splitter splitter) {
    return map.get(name) instanceof Map
        ? splitter.split(Json.asMap(map.get(name))).stream().map(s -> with(map, name, s)).toList()
        : List.of(map);
  }

  /// The values of a negated operator are "nor", those of ForAllValues belong together.
  private static List<Map<String, @Nullable Object>> conditions(
      Map<String, @Nullable Object> block) {
    List<Map<String, @Nullable Object>> blocks = List.of(block);
    for (String operator : block.keySet()) {
      if (!operator.contains("Not") && !operator.startsWith("ForAllValues")) {
        for (String key : Json.asMap(block.get(operator)).keySet()) {
          blocks = flat(blocks, each -> within(each, operator, keys -> split(keys, key)));
        }
      }
    }
    return blocks;
  }

  /// Statements that follow each other and differ in their actions only become one.
  static Map<String, @Nullable Object> merged(Map<String, @Nullable Object> document) {
    List<Map<String, @Nullable Object>> out = new ArrayList<>();
    for (Object each : Json.items(document.get("Statement"))) {
      Map<String, @Nullable Object> statement = Json.asMap(each);
      boolean same =
          !out.isEmpty()
              && statement.containsKey("Action")
              && out.getLast().containsKey("Action")
              && with(statement, "Action", "").equals(with(out.getLast(), "Action", ""));
      if (same) {
        List<Object> actions = new ArrayList<>(Json.items(out.removeLast().get("Action")));
        actions.addAll(Json.items(statement.get("Action")));
        out.add(with(statement, "Action", actions));
      } else {
        out.add(statement);
      }
    }
    return with(document, "Statement", out);
  }
}
