package io.keytrail.server.wire;

import java.util.BitSet;

/// A pattern of a service model, matched against a whole text in time linear in the text, whatever
/// the pattern.
///
/// Understands what AWS's models use: literals, classes (`[a-zA-Z0-9/_-]`, `\w`, `\d`, `\p{L}`,
/// `\xHH` and four-digit hex escapes), groups, alternatives, `*`, `+`, `?`, `{m,n}`, and a leading
/// `^` and trailing `$`, which change nothing. The text is the models' own, never a client's.
/// Immutable.
public final class TextPattern {
  private final String source;
  private final TextAutomaton automaton;

  private TextPattern(String source, TextAutomaton automaton) {
    this.source = source;
    this.automaton = automaton;
  }

  /// @throws IllegalStateException if `source` uses more than the above
  static TextPattern compile(String source) {
    return new TextPattern(source, new TextPatternParser(source).parse());
  }

  /// As the model writes it.
  public String source() {
    return source;
  }

  public boolean matches(String text) {
    CharSet loop = automaton.loop();
    if (loop != null) {
      return (!text.isEmpty() || automaton.matchesEmpty()) && all(text, loop);
    }
    BitSet now = automaton.start();
    BitSet next = new BitSet();
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      next.clear();
      automaton.step(now, codePoint, next);
      if (next.isEmpty()) {
        return false;
      }
      BitSet swap = now;
      now = next;
      next = swap;
    }
    return automaton.accepts(now);
  }

  private static boolean all(String text, CharSet set) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (!set.contains(codePoint)) {
        return false;
      }
      i += Character.charCount(codePoint);
    }
    return true;
  }

  @Override
  public String toString() {
    return source;
  }
}
