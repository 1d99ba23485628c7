package io.keytrail.audit.query;

import io.keytrail.policy.condition.Diagnostic;
import io.keytrail.policy.condition.Severity;
import io.keytrail.policy.condition.Span;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with one query, at most [#LIMIT] findings. Confined to one thread.
final class Findings {
  static final int LIMIT = 20;
  private static final int SHOWN = 60;

  private final List<Diagnostic> list = new ArrayList<>();

  void error(String code, Span span, String message, String help) {
    if (list.size() < LIMIT) {
      list.add(new Diagnostic(code, Severity.ERROR, span, message, help));
    }
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  List<Diagnostic> list() {
    return List.copyOf(list);
  }

  /// User input as it may stand in a message: in backticks, short, without control characters.
  static String shown(String text) {
    var out = new StringBuilder("`");
    text.codePoints()
        .limit(SHOWN)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
    return out.append(text.codePointCount(0, text.length()) > SHOWN ? "…`" : "`").toString();
  }
}
