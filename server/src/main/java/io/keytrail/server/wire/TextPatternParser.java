package io.keytrail.server.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a pattern into its automaton by recursive descent: alternatives of sequences of repeated
/// atoms. Used once.
final class TextPatternParser {
  private static final int[] WORD = {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'};
  private static final int[] DIGIT = {'0', '9'};
  private static final int[] SPACE = {'\t', '\r', ' ', ' '};
  private static final int[] NO_SPACE = {0, 8, 14, 31, '!', Character.MAX_CODE_POINT};

  private static final int UNBOUNDED = Integer.MAX_VALUE;

  private final String source;
  private final String text;
  private final TextAutomaton automaton = new TextAutomaton();
  private int at;
  private int depth;

  TextPatternParser(String source) {
    this.source = source;
    int end = source.length() - (source.endsWith("$") && !source.endsWith("\\$") ? 1 : 0);
    this.text = source.substring(source.startsWith("^") ? 1 : 0, end);
  }

  TextAutomaton parse() {
    int start = automaton.newState();
    int end = alternatives(start);
    if (at < text.length()) {
      throw unsupported();
    }
    automaton.free(end, automaton.newState());
    shortcut();
    return automaton;
  }

  /// From `start`; the answer is where every alternative ends.
  private int alternatives(int start) {
    List<Integer> ends = new ArrayList<>();
    ends.add(sequence(branch(start)));
    while (peek() == '|') {
      at++;
      ends.add(sequence(branch(start)));
    }
    int end = automaton.newState();
    ends.forEach(e -> automaton.free(e, end));
    return end;
  }

  private int branch(int start) {
    int state = automaton.newState();
    automaton.free(start, state);
    return state;
  }

  private int sequence(int start) {
    int end = start;
    while (at < text.length() && peek() != '|' && peek() != ')') {
      if (peek() == '$' && endsHere()) {
        at++;
      } else {
        end = repeated(end);
      }
    }
    return end;
  }

  /// Whether a `$` says nothing new: only closing groups stand between it and the end of a whole
  /// alternative.
  private boolean endsHere() {
    int open = depth;
    int next = at + 1;
    while (open > 0 && next < text.length() && text.charAt(next) == ')') {
      open--;
      next++;
    }
    return open == 0 && (next == text.length() || text.charAt(next) == '|');
  }

  private int repeated(int start) {
    int atomAt = at;
    int end = atom(start);
    Repeat repeat = repeat(atomAt);
    if (repeat == null) {
      return end;
    }
    int afterRepeat = at;
    int result = copies(start, end, repeat);
    at = afterRepeat;
    return result;
  }

  /// How often an atom may stand.
  ///
  /// @param atomAt where it begins in the text
  private record Repeat(int atomAt, int min, int max) {}

  /// Null if the atom stands once.
  private @Nullable Repeat repeat(int atomAt) {
    char sign = peek();
    if ("*+?{".indexOf(sign) < 0) {
      return null;
    }
    at++;
    return switch (sign) {
      case '*' -> new Repeat(atomAt, 0, UNBOUNDED);
      case '+' -> new Repeat(atomAt, 1, UNBOUNDED);
      case '?' -> new Repeat(atomAt, 0, 1);
      default -> counted(atomAt);
    };
  }

  private Repeat counted(int atomAt) {
    int min = number();
    int max = min;
    if (peek() == ',') {
      at++;
      max = peek() == '}' ? UNBOUNDED : number();
    }
    expect('}');
    return new Repeat(atomAt, min, max);
  }

  /// The first copy stands already, between `start` and `end`; further ones are read again from the
  /// text.
  private int copies(int start, int end, Repeat repeat) {
    int done = automaton.newState();
    if (repeat.min() == 0) {
      automaton.free(start, done);
    }
    int last = end;
    int lastStart = start;
    int wanted = repeat.max() == UNBOUNDED ? Math.max(repeat.min(), 1) : repeat.max();
    for (int copy = 2; copy <= wanted; copy++) {
      if (copy > repeat.min()) {
        automaton.free(last, done);
      }
      lastStart = branch(last);
      at = repeat.atomAt();
      last = atom(lastStart);
    }
    automaton.free(last, done);
    if (repeat.max() == UNBOUNDED) {
      automaton.free(last, lastStart);
    }
    return done;
  }

  private int atom(int start) {
    // WHY: a state consumes one set, so every atom begins at a state of its own.
    int own = branch(start);
    if (peek() == '(') {
      at++;
      if (text.startsWith("?:", at)) {
        at += 2;
      }
      depth++;
      int end = alternatives(own);
      depth--;
      expect(')');
      return end;
    }
    int end = automaton.newState();
    automaton.consume(own, set(), end);
    return end;
  }

  private CharSet set() {
    CharSetBuilder set = new CharSetBuilder();
    if (peek() != '[') {
      if ("*+?{^$".indexOf(peek()) >= 0) {
        throw unsupported();
      }
      element(set);
      return set.build(false);
    }
    at++;
    boolean negated = peek() == '^';
    at += negated ? 1 : 0;
    while (peek() != ']') {
      int first = element(set);
      if (first >= 0 && peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
        at++;
        int last = element(new CharSetBuilder());
        if (last < first) {
          throw unsupported();
        }
        set.range(first, last);
      }
    }
    at++;
    return set.build(negated);
  }

  /// Adds one element; the answer is its code point, or -1 if it is a whole class.
  private int element(CharSetBuilder set) {
    if (at >= text.length()) {
      throw unsupported();
    }
    char c = text.charAt(at++);
    if (c == '.') {
      return literalDot(set);
    }
    if (c != '\\') {
      set.range(c, c);
      return c;
    }
    return escape(set, text.charAt(at++));
  }

  /// Inside a class a dot is itself, outside it is any character.
  private int literalDot(CharSetBuilder set) {
    boolean inClass = text.lastIndexOf('[', at - 1) > text.lastIndexOf(']', at - 1);
    set.range(inClass ? '.' : 0, inClass ? '.' : Character.MAX_CODE_POINT);
    return inClass ? '.' : -1;
  }

  private int escape(CharSetBuilder set, char c) {
    switch (c) {
      case 'w' -> set.ranges(WORD);
      case 'd' -> set.ranges(DIGIT);
      case 's' -> set.ranges(SPACE);
      case 'S' -> set.ranges(NO_SPACE);
      case 'p' -> set.category(category());
      case 'u' -> {
        return hex(set, 4);
      }
      case 'x' -> {
        return hex(set, 2);
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw unsupported();
        }
        set.range(c, c);
        return c;
      }
    }
    return -1;
  }

  private int hex(CharSetBuilder set, int digits) {
    int codePoint = Integer.parseInt(text.substring(at, at + digits), 16);
    at += digits;
    set.range(codePoint, codePoint);
    return codePoint;
  }

  private char category() {
    expect('{');
    char category = text.charAt(at++);
    expect('}');
    return category;
  }

  private int number() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return Integer.parseInt(text.substring(start, at));
  }

  /// `[set]*` and `[set]+`, by far the most frequent, need no states.
  private void shortcut() {
    int last = text.length() - 1;
    boolean looped = last > 0 && (text.charAt(last) == '*' || text.charAt(last) == '+');
    if (looped && text.charAt(0) == '[' && closesAt(last - 1)) {
      at = 0;
      @Nullable CharSet set = set();
      automaton.loops(set);
    }
  }

  private boolean closesAt(int index) {
    at = 0;
    set();
    return at == index + 1;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unsupported();
    }
    at++;
  }

  private IllegalStateException unsupported() {
    return new IllegalStateException("pattern `" + source + "` is not supported at " + at);
  }
}
