package io.keytrail.policy.check;

import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import java.util.List;
import java.util.Optional;

/// A document, if it has no errors, and what was found in it, in text order.
public record Parsed(Optional<PolicyDocument> document, List<Diagnostic> diagnostics) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> errors() {
    return diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).toList();
  }
}
