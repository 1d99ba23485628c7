package io.keytrail.policy.check;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.condition.Template;
import io.keytrail.policy.condition.Unlisted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects diagnostics while one document is read; confined to that reading. Keeps the first
/// [#MAX], and as many errors: what makes a document invalid is not lost behind warnings. How many
/// there were beside these the last one says.
///
/// Messages and helps are formats; what they name is put in (`%s`, `%2$s`) only if they are kept.
final class Findings {
  private static final int MAX = 100;
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparingInt((Diagnostic d) -> d.span().start().line())
          .thenComparingInt(d -> d.span().start().column());

  private final List<Diagnostic> found = new ArrayList<>();
  private final Unlisted unlisted = new Unlisted();
  private int errors;

  void error(String code, Span span, String message, String help, Object... named) {
    errors++;
    add(code, Severity.ERROR, span, message, help, named);
  }

  void warning(String code, Span span, String message, String help, Object... named) {
    add(code, Severity.WARNING, span, message, help, named);
  }

  void hint(String code, Span span, String message, String help, Object... named) {
    add(code, Severity.HINT, span, message, help, named);
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
    sorted.sort(BY_PLACE);
    if (!sorted.isEmpty()) {
      unlisted.closing(sorted.getLast().span()).ifPresent(sorted::add);
    }
    return sorted;
  }

  private void add(
      String code, Severity severity, Span span, String message, String help, Object... named) {
    if (!full() || (severity == Severity.ERROR && errors <= MAX)) {
      found.add(
          new Diagnostic(
              code, severity, span, Template.fill(message, named), Template.fill(help, named)));
    } else {
      unlisted.add(code, severity);
    }
  }
}
