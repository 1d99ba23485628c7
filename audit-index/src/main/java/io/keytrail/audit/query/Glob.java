package io.keytrail.audit.query;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// A `like` pattern: code points, `*` for any run of them, `?` for one. `${*}`, `${?}` and `${$}`
/// stand for the character itself. Immutable.
public final class Glob {
  static final int ANY_RUN = -1;
  static final int ANY_ONE = -2;

  private final int[] parts;

  private Glob(int[] parts) {
    this.parts = parts;
  }

  /// Reads a pattern in which only the three escapes use `${`.
  public static Glob of(String text) {
    int[] parts = new int[text.length()];
    int size = 0;
    int i = 0;
    while (i < text.length()) {
      int escaped = escapedAt(text, i);
      int c = escaped >= 0 ? escaped : text.codePointAt(i);
      i += escaped >= 0 ? 4 : Character.charCount(c);
      int part = escaped >= 0 ? c : c == '*' ? ANY_RUN : c == '?' ? ANY_ONE : c;
      if (part != ANY_RUN || size == 0 || parts[size - 1] != ANY_RUN) {
        parts[size++] = part;
      }
    }
    return new Glob(Arrays.copyOf(parts, size));
  }

  /// `text` with the three escapes replaced: how `=` reads it.
  static String literal(String text) {
    if (!text.contains("${")) {
      return text;
    }
    var out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int escaped = escapedAt(text, i);
      out.append(escaped >= 0 ? (char) escaped : text.charAt(i));
      i += escaped >= 0 ? 4 : 1;
    }
    return out.toString();
  }

  /// The first `${…}` that is not one of the three escapes.
  static Optional<String> variable(String text) {
    int from = 0;
    while (true) {
      int start = text.indexOf("${", from);
      int end = start < 0 ? -1 : text.indexOf('}', start);
      if (end < 0) {
        return Optional.empty();
      }
      if (escapedAt(text, start) < 0) {
        return Optional.of(text.substring(start, end + 1));
      }
      from = end + 1;
    }
  }

  /// Whether all of `value` matches. Cost |pattern| × |value| at worst, no recursion, no
  /// allocation.
  public boolean matches(String value) {
    int p = 0;
    int v = 0;
    int runAt = -1;
    int runFrom = 0;
    while (v < value.length()) {
      int c = value.codePointAt(v);
      if (p < parts.length && (parts[p] == c || parts[p] == ANY_ONE)) {
        p++;
        v += Character.charCount(c);
      } else if (p < parts.length && parts[p] == ANY_RUN) {
        runAt = p++;
        runFrom = v;
      } else if (runAt >= 0) {
        p = runAt + 1;
        runFrom += Character.charCount(value.codePointAt(runFrom));
        v = runFrom;
      } else {
        return false;
      }
    }
    while (p < parts.length && parts[p] == ANY_RUN) {
      p++;
    }
    return p == parts.length;
  }

  int length() {
    return parts.length;
  }

  int part(int index) {
    return parts[index];
  }

  /// How many `?` stand after the first `*`: what makes an automaton large.
  int holesAfterRun() {
    int holes = 0;
    boolean run = false;
    for (int part : parts) {
      run |= part == ANY_RUN;
      holes += run && part == ANY_ONE ? 1 : 0;
    }
    return holes;
  }

  /// The literal text if there is no wildcard.
  Optional<String> exact() {
    return wildcards() == 0 ? Optional.of(text(parts.length)) : Optional.empty();
  }

  /// The literal prefix if the only wildcard is a `*` at the end.
  Optional<String> prefix() {
    int last = parts.length - 1;
    return wildcards() == 1 && parts[last] == ANY_RUN ? Optional.of(text(last)) : Optional.empty();
  }

  private long wildcards() {
    return Arrays.stream(parts).filter(part -> part < 0).count();
  }

  private String text(int end) {
    return new String(parts, 0, end);
  }

  private static int escapedAt(String text, int at) {
    boolean escape =
        at + 3 < text.length()
            && text.charAt(at) == '$'
            && text.charAt(at + 1) == '{'
            && text.charAt(at + 3) == '}'
            && "*?$".indexOf(text.charAt(at + 2)) >= 0;
    return escape ? text.charAt(at + 2) : -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob that && Arrays.equals(parts, that.parts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }

  @Override
  public String toString() {
    return Arrays.stream(parts)
        .mapToObj(p -> p == ANY_RUN ? "*" : p == ANY_ONE ? "?" : Character.toString(p))
        .collect(Collectors.joining());
  }
}
