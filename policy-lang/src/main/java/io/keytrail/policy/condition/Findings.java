package io.keytrail.policy.condition;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one text, at most [#LIMIT] findings. Confined to one thread.
final class Findings {

  /// A text of 6,000 tokens could be wrong in thousands of places; nobody reads more than this.
  static final int LIMIT = 100;

  private final List<Diagnostic> list = new ArrayList<>();

  void error(String code, Span span, String message, String help) {
    if (list.size() < LIMIT) {
      list.add(new Diagnostic(code, Severity.ERROR, span, message, help));
    }
  }

  /// Whether nothing more is kept, so that a search for more can be left out.
  boolean full() {
    return list.size() >= LIMIT;
  }

  void addAll(List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      if (list.size() < LIMIT) {
        list.add(diagnostic);
      }
    }
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  List<Diagnostic> list() {
    return List.copyOf(list);
  }
}
