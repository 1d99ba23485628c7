package io.keytrail.audit.json;

/// Surrogate pairs in Java strings.
public final class Surrogates {
  private Surrogates() {}

  /// Index of the first surrogate without its other half, or -1.
  public static int indexOfLone(String text) {
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return -1;
  }
}
