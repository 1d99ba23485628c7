package io.keytrail.policy.compile;

import java.math.BigDecimal;
import java.util.Optional;

/// Strict decimal numbers: `10`, `-1.5`, `1e3`. Nothing before or after; exact, of bounded size.
public final class Numbers {
  private static final int MAX_CHARS = 64;
  private static final int MAX_EXPONENT_DIGITS = 4;

  private Numbers() {}

  /// Empty if it is no such number.
  public static Optional<BigDecimal> parse(String text) {
    return wellFormed(text) ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static boolean wellFormed(String text) {
    if (text.length() > MAX_CHARS) {
      return false;
    }
    int i = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int whole = digits(text, i);
    i += whole;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = digits(text, i + 1);
      i += 1 + fraction;
      if (fraction == 0) {
        return false;
      }
    }
    if (whole == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      i += i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+') ? 1 : 0;
      int exponent = digits(text, i);
      if (exponent == 0 || exponent > MAX_EXPONENT_DIGITS) {
        return false;
      }
      i += exponent;
    }
    return i == text.length();
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i - from;
  }
}
