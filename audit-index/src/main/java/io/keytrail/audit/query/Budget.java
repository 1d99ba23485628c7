package io.keytrail.audit.query;

import io.keytrail.policy.condition.Span;

/// What one query may cost; kept while it is bound. Confined to one thread.
final class Budget {
  /// Each may become three Lucene clauses, of which an index takes 1,024.
  static final int MAX_COMPARISONS = 250;
  static final int MAX_PATTERNS = 32;
  static final int MAX_PATTERN_LENGTH = 1_024;
  static final int MAX_HOLES = 16;
  static final int MAX_VALUES = 10_000;
  static final int MAX_DEPTH = 128;

  private final Findings findings;
  private int comparisons;
  private int patterns;
  private int values;

  Budget(Findings findings) {
    this.findings = findings;
  }

  void comparison(Span span) {
    if (++comparisons == MAX_COMPARISONS + 1) {
      findings.error(
          "QUERY_TOO_LARGE",
          span,
          "the query has over " + MAX_COMPARISONS + " comparisons, which is the limit",
          "use `in (…)` for many values of one field");
    }
  }

  void value(Span span) {
    if (++values == MAX_VALUES + 1) {
      findings.error(
          "QUERY_TOO_LARGE",
          span,
          "the query has over " + MAX_VALUES + " values, which is the limit",
          "ask in several queries");
    }
  }

  /// Whether a pattern of that size may still be used.
  boolean pattern(int length, int holes, Span span) {
    if (length > MAX_PATTERN_LENGTH) {
      findings.error(
          "PATTERN_TOO_COMPLEX",
          span,
          "the pattern has over " + MAX_PATTERN_LENGTH + " characters, which is the limit",
          "use a shorter prefix and `*`");
      return false;
    }
    if (holes > MAX_HOLES) {
      findings.error(
          "PATTERN_TOO_COMPLEX",
          span,
          "the pattern has over " + MAX_HOLES + " `?` after a `*`, which is the limit",
          "use `*` instead of some of them");
      return false;
    }
    if (++patterns == MAX_PATTERNS + 1) {
      findings.error(
          "QUERY_TOO_LARGE",
          span,
          "the query has over " + MAX_PATTERNS + " patterns, which is the limit",
          "ask in several queries");
    }
    return patterns <= MAX_PATTERNS;
  }

  boolean depth(int depth, Span span) {
    if (depth > MAX_DEPTH) {
      findings.error(
          "QUERY_TOO_LARGE",
          span,
          "the query is nested over " + MAX_DEPTH + " deep, which is the limit",
          "");
      return false;
    }
    return true;
  }
}
