package io.keytrail.policy.condition;

/// User input as it may stand in a message: short, on one line, without control characters.
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /// At most 60 code points of `text`, controls escaped as in JSON, an ellipsis where it was cut.
  static String text(String text) {
    int end = 0;
    for (int count = 0; end < text.length() && count < LONGEST; count++) {
      end += Character.charCount(text.codePointAt(end));
    }
    String escaped = JsonString.escape(text.substring(0, end));
    return end < text.length() ? escaped + "…" : escaped;
  }

  /// The same in double quotes: what a user has to type for this string.
  static String quoted(String text) {
    return '"' + text(text) + '"';
  }
}
