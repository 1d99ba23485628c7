package io.keytrail.server.ebs;

/// The value of a filter: `*` is any text, `?` any character, a backslash takes the next character
/// as it is. Letter case counts.
final class Glob {
  private Glob() {}

  /// Whether the whole text matches; in time linear in the text for each star.
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && matchesOne(pattern, p, text.charAt(t))) {
        p += isEscape(pattern, p) ? 2 : 1;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean matchesOne(String pattern, int at, char c) {
    return isEscape(pattern, at)
        ? pattern.charAt(at + 1) == c
        : pattern.charAt(at) == '?' || pattern.charAt(at) == c;
  }

  private static boolean isEscape(String pattern, int at) {
    return pattern.charAt(at) == '\\' && at + 1 < pattern.length();
  }
}
