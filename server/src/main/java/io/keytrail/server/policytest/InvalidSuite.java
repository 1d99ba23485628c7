package io.keytrail.server.policytest;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import io.keytrail.server.report.Finding;

/// A test file, or a file it names, cannot be used.
public final class InvalidSuite extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  InvalidSuite(Finding finding) {
    super(finding.sentence());
    this.finding = finding;
  }

  static InvalidSuite at(String file, Position at, String pointer, String message, String help) {
    Span span = new Span(at, new Position(at.line(), at.column() + 1));
    return new InvalidSuite(
        new Finding(file, "INVALID_TEST_FILE", Severity.ERROR, span, message, help, pointer));
  }

  /// What is wrong, and where.
  public Finding finding() {
    return finding;
  }
}
