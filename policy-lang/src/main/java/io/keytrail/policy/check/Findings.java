package io.keytrail.policy.check;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects diagnostics while one document is read; confined to that reading. Keeps the first
/// [#MAX], and as many errors: what makes a document invalid is not lost behind warnings.
final class Findings {
  private static final int MAX = 100;

  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  void error(String code, Span span, String message, String help) {
    errors++;
    if (!full() || errors <= MAX) {
      found.add(new Diagnostic(code, Severity.ERROR, span, message, help));
    }
  }

  void warning(String code, Span span, String message, String help) {
    add(new Diagnostic(code, Severity.WARNING, span, message, help));
  }

  void hint(String code, Span span, String message, String help) {
    add(new Diagnostic(code, Severity.HINT, span, message, help));
  }

  /// Whether nothing more is kept, so that a costly search for something to say can be left out.
  boolean full() {
    return found.size() >= MAX;
  }

  boolean hasErrors() {
    return errors > 0;
  }

  List<Diagnostic> inTextOrder() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Diagnostic d) -> d.span().start().line())
            .thenComparingInt(d -> d.span().start().column()));
    return sorted;
  }

  private void add(Diagnostic diagnostic) {
    if (!full()) {
      found.add(diagnostic);
    }
  }
}
