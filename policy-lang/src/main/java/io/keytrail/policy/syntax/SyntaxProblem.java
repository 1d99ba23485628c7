package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.Span;

/// Leaves the parser at its first problem; never leaves [JsonReader]. Carries no stack trace.
final class SyntaxProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Span span;
  private final String text;

  SyntaxProblem(String code, Span span, String text) {
    super(text, null, false, false);
    this.code = code;
    this.span = span;
    this.text = text;
  }

  String code() {
    return code;
  }

  Span span() {
    return span;
  }

  String text() {
    return text;
  }
}
