package io.keytrail.policy.explain;

import io.keytrail.policy.compile.ArnPattern;
import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Explains conditions, down to the values compared.
final class ConditionExplainer {
  private final Inspection inspection;

  ConditionExplainer(Inspection inspection) {
    this.inspection = inspection;
  }

  /// The terms of a block, without a node for the block itself.
  List<Explanation> terms(CompiledCondition condition) {
    return condition instanceof CompiledCondition.All(List<CompiledCondition> terms)
        ? terms.stream().map(this::condition).toList()
        : List.of(condition(condition));
  }

  Explanation condition(CompiledCondition condition) {
    Truth holds = inspection.holds(condition);
    return switch (condition) {
      case CompiledCondition.All(var terms) ->
          Explanation.node(Kind.CONDITION, "all of these", holds, all(terms));
      case CompiledCondition.Any(var terms) ->
          Explanation.node(Kind.CONDITION, "any of these", holds, all(terms));
      case CompiledCondition.Negation(var term) ->
          Explanation.node(Kind.CONDITION, "not", holds, List.of(condition(term)));
      case CompiledCondition.Test test ->
          Explanation.leaf(
              Kind.CONDITION,
              test.source().operator().wireName() + " " + test.source().key(),
              holds,
              expected(test),
              actual(test));
    };
  }

  private List<Explanation> all(List<CompiledCondition> terms) {
    return terms.stream().map(this::condition).toList();
  }

  private String expected(CompiledCondition.Test test) {
    return switch (test.operand()) {
      case Operand.Texts(var patterns, _) ->
          patterns.stream().map(inspection::shown).collect(Collectors.joining(", "));
      case Operand.Arns(var patterns) ->
          patterns.stream()
              .map(ArnPattern::text)
              .map(inspection::shown)
              .collect(Collectors.joining(", "));
      case Operand.Numbers _,
          Operand.Dates _,
          Operand.Booleans _,
          Operand.Binaries _,
          Operand.Networks _,
          Operand.Presence _ ->
          test.source().values().stream().map(JsonLiteral::text).collect(Collectors.joining(", "));
    };
  }

  private String actual(CompiledCondition.Test test) {
    @Nullable ContextValue value = inspection.request().value(test.foldedKey());
    if (value == null) {
      return inspection.request().unknown(test.foldedKey()) ? "unknown" : "absent";
    }
    return value.multi() ? value.values().toString() : value.values().getFirst();
  }
}
