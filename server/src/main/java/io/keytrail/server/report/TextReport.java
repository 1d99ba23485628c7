package io.keytrail.server.report;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// For people, and for editors that know `file:line:col:`.
final class TextReport {
  private static final int WIDEST = 160;

  private TextReport() {}

  static String findings(List<Finding> findings, Map<String, String> sources) {
    StringBuilder out = new StringBuilder();
    for (Finding finding : findings) {
      Position start = finding.span().start();
      out.append(
          "%s:%d:%d: %s: %s%s%n"
              .formatted(
                  finding.file(),
                  start.line(),
                  start.column(),
                  finding.code(),
                  severity(finding.severity()),
                  finding.sentence()));
      line(sources, finding).ifPresent(line -> mark(out, line, finding));
    }
    return out.toString();
  }

  /// An error needs no word: everything else is less.
  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "";
      case WARNING -> "warning: ";
      case HINT -> "hint: ";
    };
  }

  private static Optional<String> line(Map<String, String> sources, Finding finding) {
    String text = sources.get(finding.file());
    return text == null
        ? Optional.empty()
        : text.lines().skip(finding.span().start().line() - 1L).findFirst();
  }

  private static void mark(StringBuilder out, String line, Finding finding) {
    int[] points = line.codePoints().limit(WIDEST).toArray();
    int from = Math.min(finding.span().start().column() - 1, points.length);
    boolean oneLine = finding.span().start().line() == finding.span().end().line();
    int to = oneLine ? Math.min(finding.span().end().column() - 1, points.length) : points.length;
    out.append("  ").append(new String(points, 0, points.length)).append(System.lineSeparator());
    out.append("  ");
    for (int i = 0; i < from; i++) {
      out.append(points[i] == '\t' ? '\t' : ' ');
    }
    out.append("^".repeat(Math.max(1, to - from))).append(System.lineSeparator());
  }
}
