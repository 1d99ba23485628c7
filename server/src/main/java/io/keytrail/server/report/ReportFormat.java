package io.keytrail.server.report;

import java.util.List;
import java.util.Map;

/// The forms of a report.
public enum ReportFormat {
  /// `file:line:col: code: message`, the line, and a mark under the place.
  TEXT,
  /// One JSON object with a list of findings.
  JSON,
  /// JUnit's XML: a file is a suite, what was checked is a case.
  JUNIT,
  /// SARIF 2.1.0, for code scanning.
  SARIF,
  /// Workflow commands that GitHub shows beside the line.
  GITHUB;

  /// The report's text, ending in a line feed unless it is empty.
  ///
  /// @param checked the files that were looked at, findings or none
  /// @param sources texts of files, for the marks of [#TEXT]; files may be missing
  public String findings(
      List<String> checked, List<Finding> findings, Map<String, String> sources) {
    return switch (this) {
      case TEXT -> TextReport.findings(findings, sources);
      case JSON -> JsonReport.findings(checked, findings);
      case JUNIT -> JUnitReport.findings(checked, findings);
      case SARIF -> SarifReport.findings(findings);
      case GITHUB -> GitHubReport.findings(findings);
    };
  }
}
