package io.keytrail.policy.check;

import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.Diagnostic;
import java.util.List;
import java.util.Optional;

/// A condition block, if it has no errors, and what was found in it.
public record ParsedBlock(Optional<ConditionBlock> block, List<Diagnostic> diagnostics) {
  public ParsedBlock {
    diagnostics = List.copyOf(diagnostics);
  }
}
