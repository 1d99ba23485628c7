package io.keytrail.policy.lint;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.condition.Template;
import io.keytrail.policy.condition.Unlisted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects findings about one document; confined to that run. Keeps the first [#MAX], and says
/// last how many more there were.
///
/// Messages and helps are formats; what they name is put in (`%s`, `%2$s`) only if they are kept.
final class Report {
  private static final int MAX = 200;

  private final List<Diagnostic> found = new ArrayList<>();
  private final Unlisted unlisted = new Unlisted();

  void add(
      String code, Severity severity, Span span, String message, String help, Object... named) {
    if (full()) {
      unlisted.add(code, severity);
    } else {
      found.add(
          new Diagnostic(
              code, severity, span, Template.fill(message, named), Template.fill(help, named)));
    }
  }

  /// One that was found in reading.
  void add(Diagnostic diagnostic) {
    if (full()) {
      unlisted.add(diagnostic.code(), diagnostic.severity());
    } else {
      found.add(diagnostic);
    }
  }

  /// Whether nothing more is kept, so that a costly search for something to say can be left out.
  boolean full() {
    return found.size() >= MAX;
  }

  List<Diagnostic> inTextOrder() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Diagnostic d) -> d.span().start().line())
            .thenComparingInt(d -> d.span().start().column()));
    if (!sorted.isEmpty()) {
      unlisted.closing(sorted.getLast().span()).ifPresent(sorted::add);
    }
    return List.copyOf(sorted);
  }
}
