package io.keytrail.server.report;

import io.keytrail.policy.condition.Severity;
import java.util.List;

/// Workflow commands: GitHub shows them beside the line.
final class GitHubReport {
  private GitHubReport() {}

  static String findings(List<Finding> findings) {
    StringBuilder out = new StringBuilder();
    for (Finding finding : findings) {
      out.append("::")
          .append(level(finding.severity()))
          .append(" file=")
          .append(property(finding.file()))
          .append(",line=")
          .append(finding.span().start().line())
          .append(",col=")
          .append(finding.span().start().column())
          .append(",endLine=")
          .append(finding.span().end().line())
          .append(",endColumn=")
          .append(finding.span().end().column())
          .append(",title=")
          .append(property(finding.code()))
          .append("::")
          .append(message(finding.sentence()))
          .append('\n');
    }
    return out.toString();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case HINT -> "notice";
    };
  }

  private static String message(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }
}
