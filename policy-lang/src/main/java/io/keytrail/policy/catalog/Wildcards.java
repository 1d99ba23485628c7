package io.keytrail.policy.catalog;

/// `*` (any run) and `?` (any one character) over ASCII action names. Two pointers, no backtracking
/// further than the last `*`: at most pattern × text steps.
public final class Wildcards {
  private Wildcards() {}

  /// Both sides folded by the caller. Allocates nothing.
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      if (p < pattern.length() && wanted == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
