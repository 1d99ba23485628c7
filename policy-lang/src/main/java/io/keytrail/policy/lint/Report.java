package io.keytrail.policy.lint;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects findings about one document; confined to that run. Keeps the first [#MAX].
final class Report {
  private static final int MAX = 200;

  private final List<Diagnostic> found = new ArrayList<>();

  void add(String code, Severity severity, Span span, String message, String help) {
    add(new Diagnostic(code, severity, span, message, help));
  }

  void add(Diagnostic diagnostic) {
    if (found.size() < MAX) {
      found.add(diagnostic);
    }
  }

  List<Diagnostic> inTextOrder() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Diagnostic d) -> d.span().start().line())
            .thenComparingInt(d -> d.span().start().column()));
    return List.copyOf(sorted);
  }
}
