package io.keytrail.policy.condition;

import java.util.List;
import java.util.Optional;

/// What parsing a text gave: the tree, or why there is none.
///
/// @param condition present exactly if no diagnostic is an error
public record Parsed(Optional<Condition> condition, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }
}
