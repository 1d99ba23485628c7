package io.keytrail.policy.condition;

/// How grave a [Diagnostic] is. Only [#ERROR] keeps a document from being used.
public enum Severity {
  ERROR,
  WARNING,
  HINT
}
