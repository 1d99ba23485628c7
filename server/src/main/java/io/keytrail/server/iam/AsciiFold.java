package io.keytrail.server.iam;

/// Folds letter case in ASCII only, by which the names of users are unique.
public final class AsciiFold {
  private AsciiFold() {}

  public static String lower(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return folded.toString();
  }
}
