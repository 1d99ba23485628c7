package io.keytrail.server.report;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;

/// Something found in a file.
///
/// @param file as the user named it, with `/` between folders
/// @param code stable upper-snake name
/// @param span lines and columns from 1, columns in code points, the end exclusive
/// @param help what to do about it; may be empty
/// @param identity what the finding is about, by names that survive edits elsewhere in the file
///     (`/Statement/3`, `sid:Admin`, a test's name): the fingerprint is made of it, not of the line
public record Finding(
    String file,
    String code,
    Severity severity,
    Span span,
    String message,
    String help,
    String identity) {

  public static Finding of(String file, Diagnostic diagnostic, String identity) {
    return new Finding(
        file,
        diagnostic.code(),
        diagnostic.severity(),
        diagnostic.span(),
        diagnostic.message(),
        diagnostic.help(),
        identity);
  }

  /// Message and help in one sentence.
  public String sentence() {
    return help.isEmpty() ? message : message + "; " + help;
  }
}
