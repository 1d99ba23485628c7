package io.keytrail.policy.eval;

import io.keytrail.policy.ast.Version;
import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.ConditionCompiler;
import io.keytrail.policy.condition.BoundCondition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether a condition in unknown keys can come out true, and can come out otherwise: by trying
/// values, one key after the other. Where trying is not enough to be certain both count as
/// possible.
final class Possibility {
  private static final int MAX_TRIES = 400;

  private final CompiledCondition condition;
  private final List<SampleValues> samples;

  /// One budget for all that is tried.
  private final Scratch scratch = new Scratch();

  private final Matchers matchers = new Matchers(scratch);
  private int tries;

  private Possibility(CompiledCondition condition, List<SampleValues> samples) {
    this.condition = condition;
    this.samples = samples;
    scratch.budget.beginSearch();
  }

  /// What may become of a condition.
  enum Answer {
    NEVER,
    SOMETIMES,
    ALWAYS
  }

  /// @param request says which keys are not known
  static Answer of(BoundCondition condition, RequestView request) {
    CompiledCondition compiled = ConditionCompiler.compile(condition, Version.V2012);
    Map<String, SampleValues> byKey = new LinkedHashMap<>();
    boolean certain = collect(compiled, request, byKey);
    List<SampleValues> samples = List.copyOf(byKey.values());
    if (!certain || !samples.stream().allMatch(SampleValues::complete)) {
      return Answer.SOMETIMES;
    }
    var possibility = new Possibility(compiled, samples);
    if (possibility.cannot(true)) {
      return Answer.NEVER;
    }
    return possibility.cannot(false) ? Answer.ALWAYS : Answer.SOMETIMES;
  }

  /// False if a test rests on a key that is known.
  private static boolean collect(
      CompiledCondition condition, RequestView request, Map<String, SampleValues> byKey) {
    return switch (condition) {
      case CompiledCondition.All(var terms) -> collectAll(terms, request, byKey);
      case CompiledCondition.Any(var terms) -> collectAll(terms, request, byKey);
      case CompiledCondition.Negation(var term) -> collect(term, request, byKey);
      case CompiledCondition.Test test -> {
        boolean open = request.find(test.foldedKey()) == null && request.unknown(test.foldedKey());
        byKey
            .computeIfAbsent(test.foldedKey(), _ -> new SampleValues(test.source().key()))
            .add(test);
        yield open;
      }
    };
  }

  private static boolean collectAll(
      List<CompiledCondition> terms, RequestView request, Map<String, SampleValues> byKey) {
    boolean certain = true;
    for (CompiledCondition term : terms) {
      certain &= collect(term, request, byKey);
    }
    return certain;
  }

  /// Whether no choice of samples makes the condition true (or, not true).
  private boolean cannot(boolean become) {
    tries = 0;
    return !find(new HashMap<>(), 0, become);
  }

  /// Also yes when too much was tried to go on.
  private boolean find(Map<String, ContextValue> chosen, int next, boolean wanted) {
    if (++tries > MAX_TRIES) {
      return true;
    }
    Truth now = holds(chosen, next);
    if (scratch.exhausted()) {
      return true;
    }
    if (now != Truth.UNKNOWN || next == samples.size()) {
      return (now == Truth.TRUE) == wanted;
    }
    SampleValues key = samples.get(next);
    if (find(chosen, next + 1, wanted)) {
      return true;
    }
    for (ContextValue value : key.values()) {
      chosen.put(key.key(), value);
      boolean found = find(chosen, next + 1, wanted);
      chosen.remove(key.key());
      if (found) {
        return true;
      }
    }
    return false;
  }

  /// Keys from `next` on are open; of the others, those that were not chosen are absent.
  private Truth holds(Map<String, ContextValue> chosen, int next) {
    scratch.budget.spend(100 + 4 * samples.size());
    Set<String> open = new HashSet<>();
    for (SampleValues key : samples.subList(next, samples.size())) {
      open.add(key.key());
    }
    scratch.forgetNotes();
    scratch.request =
        RequestView.withoutDerived(
            new AccessRequest(
                new Principal.Anonymous(), "*", "*", "", chosen, Map.of(), List.of(), open));
    return matchers.conditions.holds(condition);
  }
}
