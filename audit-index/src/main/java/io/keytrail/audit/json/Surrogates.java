package io.keytrail.audit.json;

/// Surrogate pairs in Java strings.
public final class Surrogates {
  private Surrogates() {}

  /// Index of the first surrogate without its other half, or -1.
  public static int indexOfLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isLowSurrogate(c)
          || i + 1 == text.length()
          || !Character.isLowSurrogate(text.charAt(i + 1))) {
        return i;
      }
      i++;
    }
    return -1;
  }
}
