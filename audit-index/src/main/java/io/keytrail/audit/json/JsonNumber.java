package io.keytrail.audit.json;

import java.util.OptionalLong;

/// A number as it was written; nothing is rounded, `1e400` stays `1e400`.
public record JsonNumber(String lexeme) implements JsonValue {

  /// @throws IllegalArgumentException if `lexeme` is not a JSON number
  public JsonNumber {
    if (!isNumber(lexeme)) {
      throw new IllegalArgumentException("not a JSON number");
    }
  }

  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /// The value if it was written as an integer (no point, no exponent) and fits 64 bits.
  public OptionalLong asLong() {
    if (lexeme.length() > 20 || lexeme.equals("-0")) {
      return lexeme.equals("-0") ? OptionalLong.of(0) : OptionalLong.empty();
    }
    for (int i = 0; i < lexeme.length(); i++) {
      char c = lexeme.charAt(i);
      if (!isDigit(c) && c != '-') {
        return OptionalLong.empty();
      }
    }
    try {
      return OptionalLong.of(Long.parseLong(lexeme));
    } catch (NumberFormatException outOfRange) {
      return OptionalLong.empty();
    }
  }

  private static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int afterInteger = digits(text, at);
    if (afterInteger == at || (afterInteger > at + 1 && text.charAt(at) == '0')) {
      return false;
    }
    at = afterInteger;
    if (at < text.length() && text.charAt(at) == '.') {
      int afterFraction = digits(text, at + 1);
      if (afterFraction == at + 1) {
        return false;
      }
      at = afterFraction;
    }
    return at == text.length() || isExponent(text, at);
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int start = at + 1;
    if (start < text.length() && (text.charAt(start) == '+' || text.charAt(start) == '-')) {
      start++;
    }
    return digits(text, start) == text.length() && start < text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
