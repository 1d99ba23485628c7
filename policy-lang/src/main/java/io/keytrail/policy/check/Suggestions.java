package io.keytrail.policy.check;

import java.util.Collection;
import java.util.Optional;

/// "Did you mean": the nearest known word by edit distance, ASCII letter case aside.
final class Suggestions {
  private static final int MAX_LENGTH = 80;

  private Suggestions() {}

  /// The nearest candidate within a third of the word's length, if any; the first of equally near
  /// ones.
  static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int best = Math.max(1, word.length() / 3) + 1;
    Optional<String> nearest = Optional.empty();
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) >= best) {
        continue;
      }
      int distance = distance(word, candidate);
      if (distance < best) {
        best = distance;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = lower(a.charAt(i - 1)) == lower(b.charAt(j - 1)) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
