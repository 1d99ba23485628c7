package io.keytrail.audit.schema;

/// Letter case in ASCII only: no other letter may become an ASCII one (the Kelvin sign is not a
/// `k`).
public final class Ascii {
  private Ascii() {}

  /// `text` with A–Z as a–z; itself if it has none.
  public static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpper(text.charAt(i))) {
        return lowerFrom(text, i);
      }
    }
    return text;
  }

  private static String lowerFrom(String text, int from) {
    char[] out = text.toCharArray();
    for (int i = from; i < out.length; i++) {
      if (isUpper(out[i])) {
        out[i] = (char) (out[i] + ('a' - 'A'));
      }
    }
    return new String(out);
  }

  public static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  public static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Whether all characters from `from` on are digits, and there is one at least.
  public static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return from < to;
  }

  /// Whether the characters are lower-case hexadecimal digits, and there is one at least.
  public static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return from < to;
  }
}
