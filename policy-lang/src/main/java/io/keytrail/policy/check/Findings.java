package io.keytrail.policy.check;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects diagnostics while one document is read; confined to that reading. Keeps the first
/// [#MAX].
final class Findings {
  private static final int MAX = 100;

  private final List<Diagnostic> found = new ArrayList<>();
  private boolean errors;

  void error(String code, Span span, String message, String help) {
    errors = true;
    add(new Diagnostic(code, Severity.ERROR, span, message, help));
  }

  void warning(String code, Span span, String message, String help) {
    add(new Diagnostic(code, Severity.WARNING, span, message, help));
  }

  void hint(String code, Span span, String message, String help) {
    add(new Diagnostic(code, Severity.HINT, span, message, help));
  }

  boolean hasErrors() {
    return errors;
  }

  List<Diagnostic> inTextOrder() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Diagnostic d) -> d.span().start().line())
            .thenComparingInt(d -> d.span().start().column()));
    return sorted;
  }

  private void add(Diagnostic diagnostic) {
    if (found.size() < MAX) {
      found.add(diagnostic);
    }
  }
}
