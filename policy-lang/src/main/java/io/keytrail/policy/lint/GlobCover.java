package io.keytrail.policy.lint;

/// Whether one `*`/`?` pattern matches everything that another does. Says yes only where that is
/// certain; each step is taken from the effort.
final class GlobCover {
  private GlobCover() {}

  /// The covered pattern is walked like a text: its wildcards are absorbed by a `*`, and its `?` by
  /// a `?` too, never by a plain character.
  static boolean covers(String wide, String narrow, Effort effort) {
    int w = 0;
    int n = 0;
    int star = -1;
    int retry = 0;
    while (n < narrow.length() && effort.spend(1)) {
      if (w < wide.length() && wide.charAt(w) == '*') {
        star = w++;
        retry = n;
      } else if (w < wide.length() && absorbs(wide.charAt(w), narrow.charAt(n))) {
        w++;
        n++;
      } else if (star >= 0) {
        w = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (w < wide.length() && wide.charAt(w) == '*') {
      w++;
    }
    return w == wide.length() && n == narrow.length();
  }

  private static boolean absorbs(char wide, char narrow) {
    if (narrow == '*') {
      return false;
    }
    return wide == '?' || wide == narrow;
  }

  /// Of resource patterns, where a wildcard does not cross the first five colons, and `${…}` stands
  /// for a text that nobody knows.
  static boolean coversResource(String wide, String narrow) {
    if (wide.equals("*") || wide.equals(narrow)) {
      return true;
    }
    if (wide.contains("${") || narrow.contains("${") || !wide.endsWith("*")) {
      return false;
    }
    String prefix = wide.substring(0, wide.length() - 1);
    boolean plain = prefix.indexOf('*') < 0 && prefix.indexOf('?') < 0;
    return plain && prefix.split(":", 6).length == 6 && narrow.startsWith(prefix);
  }
}
