package io.keytrail.policy.eval;

/// Texts compared by ASCII letters of either case; all other characters exactly. Allocates nothing.
final class AsciiCase {
  private AsciiCase() {}

  static boolean equal(String a, String b) {
    return a.length() == b.length() && equal(a, 0, b);
  }

  /// Whether `a` from `from` on is `b`; `a` is long enough.
  static boolean equal(String a, int from, String b) {
    for (int i = 0; i < b.length(); i++) {
      if (lower(a.charAt(from + i)) != lower(b.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
