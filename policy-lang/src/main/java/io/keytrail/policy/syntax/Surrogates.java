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
      int width = width(text, i);
      if (width == 0) {
        return i;
      }
      i += width;
    }
    return -1;
  }

  /// In `char`s, of the character there; none of half a pair. A method of its own, for the JVM
  /// compiles those sooner than long loops.
  private static int width(String text, int at) {
    char unit = text.charAt(at);
    if (!Character.isSurrogate(unit)) {
      return 1;
    }
    boolean pair = at + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(at + 1));
    return pair ? 2 : 0;
  }
}
