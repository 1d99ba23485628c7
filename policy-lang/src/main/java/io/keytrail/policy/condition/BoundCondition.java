package io.keytrail.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A condition whose comparisons are IAM operators: what the policy engine evaluates.
///
/// Made from a text by [IamBinder#bind], from a policy document's block by [#of]. Immutable.
public sealed interface BoundCondition {

  Span span();

  /// Holds if every term does; of nothing, always.
  record And(List<BoundCondition> terms, Span span) implements BoundCondition {
    public And {
      terms = List.copyOf(terms);
    }
  }

  /// Holds if some term does.
  record Or(List<BoundCondition> terms, Span span) implements BoundCondition {
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /// Negation.
  record Not(BoundCondition term, Span span) implements BoundCondition {}

  /// One IAM operator applied to one key.
  ///
  /// @param list whether the values are a JSON list; a list may be empty or have one value, a
  ///     scalar has one
  /// @param values as the JSON form has them; `${…}` untouched
  record Test(IamOperator operator, String key, boolean list, List<JsonLiteral> values, Span span)
      implements BoundCondition {
    public Test {
      values = List.copyOf(values);
      if (!list && values.size() != 1) {
        throw new IllegalArgumentException("a scalar has one value");
      }
    }

    /// Of what tells tests apart in practice, without walking through all values and places.
    @Override
    public int hashCode() {
      int first = values.isEmpty() ? 0 : values.getFirst().text().hashCode();
      return 31 * (31 * key.hashCode() + operator.base().ordinal()) + first + values.size();
    }
  }

  /// The conjunction of a block's entries, always an [And], in document order. An operator that
  /// does not exist is an `UNKNOWN_OPERATOR` error at the operator's span.
  static Bound of(ConditionBlock block) {
    Findings findings = new Findings();
    List<BoundCondition> tests = new ArrayList<>(block.entries().size());
    for (ConditionBlock.Entry entry : block.entries()) {
      OperatorNames.read(entry.operator(), entry.operatorSpan(), findings)
          .ifPresent(
              operator ->
                  tests.add(
                      new Test(operator, entry.key(), entry.list(), entry.values(), entry.span())));
    }
    return findings.isEmpty()
        ? new Bound(Optional.of(new And(tests, block.span())), List.of())
        : new Bound(Optional.empty(), findings.list());
  }
}
