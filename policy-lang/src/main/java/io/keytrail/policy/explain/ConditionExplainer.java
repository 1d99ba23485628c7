package io.keytrail.policy.explain;

import io.keytrail.policy.compile.CompiledCondition;
import io.keytrail.policy.compile.Operand;
import io.keytrail.policy.condition.JsonLiteral;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Inspection;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Explains conditions, down to the values compared.
final class ConditionExplainer {
  private final Inspection inspection;

  ConditionExplainer(Inspection inspection) {
    this.inspection = inspection;
  }

  /// The terms of a block, without a node for the block itself.
  void addTerms(CompiledCondition condition, List<Explanation> to) {
    if (condition instanceof CompiledCondition.All(List<CompiledCondition> terms)) {
      for (int i = 0; i < terms.size(); i++) {
        to.add(condition(terms.get(i)));
      }
    } else {
      to.add(condition(condition));
    }
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
              label(test),
              holds,
              expected(test, inspection),
              actual(test, inspection));
    };
  }

  private List<Explanation> all(List<CompiledCondition> terms) {
    List<Explanation> nodes = new ArrayList<>(terms.size());
    for (int i = 0; i < terms.size(); i++) {
      nodes.add(condition(terms.get(i)));
    }
    return nodes;
  }

  /// `StringLike kms:RequestAlias`.
  static String label(CompiledCondition.Test test) {
    return test.source().operator().wireName() + " " + test.source().key();
  }

  static String expected(CompiledCondition.Test test, Inspection inspection) {
    return switch (test.operand()) {
      case Operand.Texts(var patterns, _) -> Words.listed(patterns, inspection::shown);
      case Operand.Arns(var patterns) ->
          Words.listed(patterns, pattern -> inspection.shown(pattern.text()));
      case Operand.Numbers _,
          Operand.Dates _,
          Operand.Booleans _,
          Operand.Binaries _,
          Operand.Networks _,
          Operand.Presence _ ->
          Words.listed(test.source().values(), JsonLiteral::text);
    };
  }

  static String actual(CompiledCondition.Test test, Inspection inspection) {
    @Nullable ContextValue value = inspection.request().value(test.foldedKey());
    if (value == null) {
      return inspection.request().unknown(test.foldedKey()) ? "unknown" : "absent";
    }
    return value.multi() ? value.values().toString() : value.values().getFirst();
  }
}
