package io.keytrail.policy.condition;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/// Finds the name that was probably meant. Letter case (ASCII) does not count as a mistake.
public final class DidYouMean {

  private static final int LONGEST = 100;

  private DidYouMean() {}

  /// The closest candidate within a third of the word's length in edits (swapped neighbours are one
  /// edit); the first of equals. Cost is |candidates| × |word|²; words over 100 characters have no
  /// suggestion.
  public static Optional<String> closest(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String folded = Words.asciiLower(word);
    int best = Math.max(1, word.length() / 3) + 1;
    String found = "";
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) < best) {
        int distance = distance(folded, Words.asciiLower(candidate));
        if (distance < best) {
          best = distance;
          found = candidate;
        }
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /// ``did you mean `x` `` for a diagnostic's help, or nothing.
  public static String help(String word, Collection<String> candidates) {
    return closest(word, candidates).map(name -> "did you mean `" + name + "`").orElse("");
  }

  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
