package io.keytrail.policy.check;

/// Character classes of ASCII.
final class Ascii {
  private Ascii() {}

  static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean upper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean lower(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean alphanumeric(int c) {
    return digit(c) || upper(c) || lower(c);
  }
}
