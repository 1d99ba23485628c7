package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Glob;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.compile.TextPattern.Part;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.condition.IamOperator.Base;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// For which values of its unknown variables a pattern matches a text that is known.
final class TemplateSolver {
  private static final int MAX_WAYS = 64;
  private static final int MAX_VARIABLES = 4;

  private final Matchers matchers;

  TemplateSolver(Matchers matchers) {
    this.matchers = matchers;
  }

  /// How the operator at hand compares the text with a pattern.
  interface Match {
    Truth test(TextPattern pattern);
  }

  /// A variable that is not known.
  ///
  /// @param defaulted whether each place where it stands has a default
  private record Unknown(String key, boolean defaulted) {}

  /// @param pattern of which something is unknown
  /// @return empty if there are too many ways
  Optional<Symbolic> solve(TextPattern pattern, String text, boolean ignoreCase, Match match) {
    Map<String, Unknown> unknown = new LinkedHashMap<>();
    for (Part part : pattern.parts()) {
      if (part instanceof Part.Variable variable && !note(variable, unknown)) {
        return Optional.of(Symbolic.ERROR);
      }
    }
    if (unknown.size() > MAX_VARIABLES) {
      return Optional.empty();
    }
    List<Map<String, Optional<String>>> ways = new ArrayList<>();
    for (int choice = 0; choice < 1 << unknown.size(); choice++) {
      Map<String, Optional<String>> absent = absent(unknown, choice);
      if (absent.size() == Integer.bitCount(choice)
          && !waysOf(pattern, text, ignoreCase, absent, match, ways)) {
        return Optional.empty();
      }
    }
    return Optional.of(symbolic(unknown, ways, ignoreCase));
  }

  /// False if the variable has no text whatever the unknown ones are.
  private boolean note(Part.Variable variable, Map<String, Unknown> unknown) {
    RequestView request = matchers.scratch.request;
    RequestValue value = request.find(variable.foldedKey());
    boolean defaulted = variable.defaultText().isPresent();
    if (value != null) {
      return value.size() == 0 ? defaulted : !value.multi();
    }
    if (!request.unknown(variable.foldedKey())) {
      return defaulted;
    }
    unknown.merge(
        variable.foldedKey(),
        new Unknown(variable.key(), defaulted),
        (a, b) -> new Unknown(a.key(), a.defaulted() && b.defaulted()));
    return true;
  }

  /// Those of the chosen variables that may be absent, because their defaults stand in.
  private static Map<String, Optional<String>> absent(Map<String, Unknown> unknown, int choice) {
    Map<String, Optional<String>> absent = new LinkedHashMap<>();
    int i = 0;
    for (var entry : unknown.entrySet()) {
      if ((choice & 1 << i++) != 0 && entry.getValue().defaulted()) {
        absent.put(entry.getKey(), Optional.empty());
      }
    }
    return absent;
  }

  /// False if there are too many.
  private boolean waysOf(
      TextPattern pattern,
      String text,
      boolean ignoreCase,
      Map<String, Optional<String>> absent,
      Match match,
      List<Map<String, Optional<String>>> ways) {
    var search = new TemplateSearch(pattern.parts(), text, ignoreCase, absent, matchers.scratch);
    if (!search.run(MAX_WAYS)) {
      return false;
    }
    for (Map<String, Optional<String>> way : search.ways()) {
      // The search knows no ARNs: the operator has the last word.
      if (match.test(concrete(pattern, way)) == Truth.TRUE && !ways.contains(way)) {
        ways.add(way);
      }
    }
    return ways.size() <= MAX_WAYS;
  }

  private TextPattern concrete(TextPattern pattern, Map<String, Optional<String>> way) {
    var glob = new Glob.Builder();
    for (Part part : pattern.parts()) {
      switch (part) {
        case Part.Fixed(Glob fixed) -> glob.addAll(fixed);
        case Part.Variable variable -> glob.addText(text(variable, way, matchers.scratch.request));
      }
    }
    return new TextPattern(pattern.written(), TextPattern.Shape.GLOB, "", glob.build(), List.of());
  }

  /// What stands in for a variable.
  static String text(
      Part.Variable variable, Map<String, Optional<String>> way, RequestView request) {
    Optional<String> chosen = way.getOrDefault(variable.foldedKey(), Optional.empty());
    RequestValue known = request.find(variable.foldedKey());
    return known != null && known.size() > 0
        ? known.text(0)
        : chosen.or(variable::defaultText).orElseThrow(IllegalStateException::new);
  }

  private static Symbolic symbolic(
      Map<String, Unknown> unknown, List<Map<String, Optional<String>>> ways, boolean ignoreCase) {
    if (unknown.size() == 1) {
      return one(unknown.values().iterator().next(), ways, ignoreCase);
    }
    List<BoundCondition> matching = new ArrayList<>();
    List<BoundCondition> failing = new ArrayList<>();
    unknown.values().forEach(variable -> failing.add(resolved(variable)));
    for (Map<String, Optional<String>> way : ways) {
      List<BoundCondition> same = new ArrayList<>();
      List<BoundCondition> other = new ArrayList<>();
      unknown.forEach(
          (folded, variable) -> {
            Optional<String> value = way.getOrDefault(folded, Optional.empty());
            same.add(
                value
                    .map(text -> equal(variable.key(), List.of(text), ignoreCase))
                    .orElse(absent(variable.key())));
            other.add(
                value
                    .map(text -> differs(variable.key(), List.of(text), ignoreCase))
                    .orElse(present(variable.key())));
          });
      matching.add(Conditions.and(same));
      failing.add(Conditions.or(other));
    }
    return new Symbolic(Conditions.or(matching), Conditions.and(failing));
  }

  private static Symbolic one(
      Unknown variable, List<Map<String, Optional<String>>> ways, boolean ignoreCase) {
    String key = variable.key();
    List<String> texts =
        ways.stream().flatMap(way -> way.values().stream()).flatMap(Optional::stream).toList();
    boolean matchesAbsent = ways.stream().anyMatch(way -> way.containsValue(Optional.empty()));
    BoundCondition among = texts.isEmpty() ? Conditions.FALSE : equal(key, texts, ignoreCase);
    BoundCondition others = Conditions.and(present(key), differs(key, texts, ignoreCase));
    return new Symbolic(
        matchesAbsent ? Conditions.or(among, absent(key)) : among,
        variable.defaulted() && !matchesAbsent ? Conditions.or(others, absent(key)) : others);
  }

  /// The variable has a text, be it its default.
  private static BoundCondition resolved(Unknown variable) {
    BoundCondition single =
        Conditions.and(present(variable.key()), differs(variable.key(), List.of(), false));
    return variable.defaulted() ? Conditions.or(single, absent(variable.key())) : single;
  }

  private static BoundCondition equal(String key, List<String> texts, boolean ignoreCase) {
    Base base = ignoreCase ? Base.STRING_EQUALS_IGNORE_CASE : Base.STRING_EQUALS;
    return Conditions.test(base, key, texts.stream().map(TestText::literal).toList());
  }

  private static BoundCondition differs(String key, List<String> texts, boolean ignoreCase) {
    Base base = ignoreCase ? Base.STRING_NOT_EQUALS_IGNORE_CASE : Base.STRING_NOT_EQUALS;
    return Conditions.test(base, key, texts.stream().map(TestText::literal).toList());
  }

  private static BoundCondition absent(String key) {
    return Conditions.test(Base.NULL, key, List.of("true"));
  }

  private static BoundCondition present(String key) {
    return Conditions.test(Base.NULL, key, List.of("false"));
  }
}
