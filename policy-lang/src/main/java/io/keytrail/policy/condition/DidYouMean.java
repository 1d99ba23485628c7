package io.keytrail.policy.condition;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/// Finds the name that was probably meant. Letter case (ASCII) does not count as a mistake.
public final class DidYouMean {

  private static final int LONGEST = 100;

  /// The word, folded, and a set of the characters in it.
  private final String word;

  private final long letters;

  /// Three rows of the table of distances, used again for each candidate.
  private int[] beforeLast;

  private int[] last;
  private int[] row;

  private DidYouMean(String word) {
    this.word = word;
    this.letters = letters(word);
    this.beforeLast = new int[word.length() + 1];
    this.last = new int[word.length() + 1];
    this.row = new int[word.length() + 1];
  }

  /// The closest candidate within a third of the word's length in edits (swapped neighbours are one
  /// edit); the first of equals. Words over 100 characters have no suggestion. Cost is at most
  /// |candidates| × |word|², but candidates of other letters or another length cost next to nothing
  /// and one that begins otherwise is soon given up.
  public static Optional<String> closest(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    var search = new DidYouMean(Words.asciiLower(word));
    int best = Math.max(1, word.length() / 3) + 1;
    String found = "";
    for (String candidate : candidates) {
      int distance = search.distance(candidate, best);
      if (distance < best) {
        best = distance;
        found = candidate;
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /// ``did you mean `x` `` for a diagnostic's help, or nothing.
  public static String help(String word, Collection<String> candidates) {
    return closest(word, candidates).map(name -> "did you mean `" + name + "`").orElse("");
  }

  /// The distance to a candidate if it is less than `most`, or at least `most`.
  private int distance(String candidate, int most) {
    if (Math.abs(candidate.length() - word.length()) >= most) {
      return most;
    }
    // Each character that only one of the two has is an edit of its own.
    long theirs = letters(candidate);
    return Long.bitCount(letters & ~theirs) < most && Long.bitCount(theirs & ~letters) < most
        ? banded(Words.asciiLower(candidate), most)
        : most;
  }

  /// Only the cells that are nearer than `most` to the diagonal: the others cannot matter.
  private int banded(String other, int most) {
    Arrays.fill(last, most);
    for (int j = 0; j < Math.min(most, last.length); j++) {
      last[j] = j;
    }
    Arrays.fill(beforeLast, most);
    for (int i = 1; i <= other.length(); i++) {
      if (nextRow(other, i, most) >= most) {
        return most;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[word.length()];
  }

  /// Fills the row of the i-th character and answers its least distance.
  private int nextRow(String other, int i, int most) {
    int from = Math.max(1, i - most + 1);
    int to = Math.min(word.length(), i + most - 1);
    row[from - 1] = from == 1 ? Math.min(i, most) : most;
    int least = row[from - 1];
    char c = other.charAt(i - 1);
    for (int j = from; j <= to; j++) {
      int change = c == word.charAt(j - 1) ? 0 : 1;
      int distance = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
      if (i > 1 && j > 1 && c == word.charAt(j - 2) && other.charAt(i - 2) == word.charAt(j - 1)) {
        distance = Math.min(distance, beforeLast[j - 2] + 1);
      }
      row[j] = Math.min(distance, most);
      least = Math.min(least, row[j]);
    }
    if (to < word.length()) {
      row[to + 1] = most;
    }
    return least;
  }

  /// Folded.
  private static long letters(String text) {
    long letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      letters |= 1L << (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return letters;
  }
}
