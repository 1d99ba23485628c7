package io.keytrail.policy.compile;

import io.keytrail.policy.condition.BoundCondition;
import java.util.List;

/// A condition with its values read by the type of their operator.
public sealed interface CompiledCondition {

  record All(List<CompiledCondition> terms) implements CompiledCondition {
    public All {
      terms = List.copyOf(terms);
    }
  }

  record Any(List<CompiledCondition> terms) implements CompiledCondition {
    public Any {
      terms = List.copyOf(terms);
    }
  }

  record Negation(CompiledCondition term) implements CompiledCondition {}

  /// One operator on one key.
  ///
  /// @param foldedKey the key in lower case
  record Test(BoundCondition.Test source, String foldedKey, Operand operand)
      implements CompiledCondition {}
}
