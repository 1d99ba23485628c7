package io.keytrail.policy.eval;

import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.CompiledCondition.Test;
import io.keytrail.policy.compile.CompiledStatement;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.compile.ResourceSet;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.condition.BoundCondition;
import java.util.ArrayList;
import java.util.List;

/// Conditions and resources said in the keys that the asker does not know. Where only known keys
/// play, it asks the matchers.
final class SymbolicTests {
  /// What writing a test down costs, in steps.
  private static final int TEST = 60;

  private final Matchers matchers;
  private final Scratch scratch;
  private final TemplateSolver solver;

  SymbolicTests(Matchers matchers) {
    this.matchers = matchers;
    this.scratch = matchers.scratch;
    this.solver = new TemplateSolver(matchers);
  }

  /// Resource and condition together.
  Symbolic statement(CompiledStatement statement, ResourceMatcher.Mode mode) {
    return Symbolic.all(List.of(resource(statement, mode), condition(statement.condition())));
  }

  Symbolic condition(CompiledCondition condition) {
    return switch (condition) {
      case CompiledCondition.All(var terms) ->
          Symbolic.all(terms.stream().map(this::condition).toList());
      case CompiledCondition.Any(var terms) ->
          Symbolic.any(terms.stream().map(this::condition).toList());
      case CompiledCondition.Negation(var term) -> condition(term).not();
      case Test test -> test(test);
    };
  }

  private Symbolic test(Test test) {
    return switch (matchers.conditions.holds(test)) {
      case TRUE -> Symbolic.TRUE;
      case FALSE -> Symbolic.FALSE;
      case ERROR -> Symbolic.ERROR;
      case UNKNOWN -> open(test);
    };
  }

  /// A test on an unknown key stands for itself; one that compares a known value with a pattern of
  /// unknown variables is solved for them.
  private Symbolic open(Test test) {
    RequestValue value = scratch.value(test.foldedKey());
    scratch.budget.spend(TEST);
    BoundCondition.Test written = TestText.of(test, matchers);
    if (value == null) {
      return Symbolic.of(written);
    }
    List<Symbolic> each = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      if (ValueTests.noArn(test, value.text(i))) {
        each.add(Symbolic.FALSE);
        continue;
      }
      List<Symbolic> solved = value(test, value.text(i));
      if (solved.isEmpty()) {
        return Symbolic.of(written);
      }
      Symbolic any = Symbolic.any(solved);
      each.add(ValueTests.negated(test.source().operator().base()) ? any.not() : any);
    }
    return switch (test.source().operator().quantifier()) {
      case NONE, EVERY -> Symbolic.all(each);
      case ANY -> Symbolic.any(each);
    };
  }

  /// One value against each pattern; empty if there are too many ways in which one could match.
  private List<Symbolic> value(Test test, String text) {
    return switch (test.operand()) {
      case Operand.Texts(var patterns, boolean ignoreCase) ->
          solved(
              patterns,
              pattern -> matchers.texts.matches(pattern, text, ignoreCase),
              text,
              ignoreCase);
      case Operand.Arns(var patterns) ->
          solved(
              patterns.stream().map(ArnPattern::text).toList(),
              pattern -> matchers.arns.matches(new ArnPattern(pattern, false), text),
              text,
              false);
      case Operand.Numbers _,
          Operand.Dates _,
          Operand.Booleans _,
          Operand.Binaries _,
          Operand.Networks _,
          Operand.Presence _ ->
          List.of();
    };
  }

  private List<Symbolic> solved(
      List<TextPattern> patterns, TemplateSolver.Match match, String text, boolean ignoreCase) {
    List<Symbolic> solved = new ArrayList<>(patterns.size());
    for (TextPattern pattern : patterns) {
      switch (match.test(pattern)) {
        case TRUE -> solved.add(Symbolic.TRUE);
        case FALSE -> solved.add(Symbolic.FALSE);
        case ERROR -> solved.add(Symbolic.ERROR);
        case UNKNOWN -> {
          var ways = solver.solve(pattern, text, ignoreCase, match);
          if (ways.isEmpty()) {
            return List.of();
          }
          solved.add(ways.get());
        }
      }
    }
    return solved;
  }

  private Symbolic resource(CompiledStatement statement, ResourceMatcher.Mode mode) {
    switch (matchers.resources.covers(statement, mode)) {
      case TRUE -> {
        return Symbolic.TRUE;
      }
      case FALSE -> {
        return Symbolic.FALSE;
      }
      case ERROR -> {
        return Symbolic.ERROR;
      }
      case UNKNOWN -> {}
    }
    ResourceSet set = statement.resource().orElseThrow();
    String asked = scratch.request.resource();
    List<ArnPattern> possible = set.patterns().stream().filter(arn -> !arn.never()).toList();
    List<Symbolic> each =
        solved(
            possible.stream().map(ArnPattern::text).toList(),
            pattern -> matchers.arns.matches(new ArnPattern(pattern, false), asked),
            asked,
            false);
    if (each.isEmpty()) {
      scratch.met(Ambiguity.TOO_MANY_WAYS);
      return Symbolic.ERROR;
    }
    Symbolic any = Symbolic.any(each);
    return set.negated() ? any.not() : any;
  }
}
