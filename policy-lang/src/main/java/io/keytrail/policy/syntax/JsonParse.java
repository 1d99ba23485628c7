package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.Diagnostic;
import java.util.List;
import java.util.Optional;

/// The outcome of reading a JSON text: a tree, or the findings that prevented one.
public record JsonParse(Optional<JsonNode> root, List<Diagnostic> diagnostics) {
  public JsonParse {
    diagnostics = List.copyOf(diagnostics);
  }
}
