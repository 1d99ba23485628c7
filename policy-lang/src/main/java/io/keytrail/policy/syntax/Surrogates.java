package io.keytrail.policy.syntax;

import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Span;
import java.util.Optional;

/// Finds halves of surrogate pairs: two different ones become the same byte in UTF-8, so no text
/// may hold one.
final class Surrogates {
  private Surrogates() {}

  static boolean anyLone(String text) {
    return indexOfLone(text) >= 0;
  }

  static Optional<Span> firstLone(String text) {
    int at = indexOfLone(text);
    if (at < 0) {
      return Optional.empty();
    }
    int lineStart = text.lastIndexOf('\n', at) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int column = 1 + text.codePointCount(lineStart, at);
    return Optional.of(new Span(new Position(line, column), new Position(line, column + 1)));
  }

  private static int indexOfLone(String text) {
    int i = 0;
    while (i < text.length()) {
      // A whole pair reads as one code point beyond the surrogates.
      int code = text.codePointAt(i);
      if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(code);
    }
    return -1;
  }
}
