package io.keytrail.policy.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The folded names of all actions in order, so that a pattern is compared with those only that
/// begin as it does. Immutable.
final class SortedNames {
  private final String[] names;

  /// The place of each in the catalogue.
  private final int[] numbers;

  /// The characters of each name: what a pattern names and a name lacks settles it.
  private final long[] letters;

  SortedNames(List<Action> actions) {
    List<String> folded = actions.stream().map(Action::folded).toList();
    numbers =
        IntStream.range(0, folded.size())
            .boxed()
            .sorted(Comparator.comparing(folded::get))
            .mapToInt(Integer::intValue)
            .toArray();
    names = Arrays.stream(numbers).mapToObj(folded::get).toArray(String[]::new);
    letters = Arrays.stream(names).mapToLong(SortedNames::letters).toArray();
  }

  private static long letters(String text) {
    long letters = 0;
    for (int i = 0; i < text.length(); i++) {
      letters |= wild(text.charAt(i)) ? 0 : 1L << text.charAt(i);
    }
    return letters;
  }

  /// Gives the numbers of the names that a folded pattern covers to `next`, until it answers false.
  void covered(String pattern, IntPredicate next) {
    int plain = 0;
    while (plain < pattern.length() && !wild(pattern.charAt(plain))) {
      plain++;
    }
    String prefix = pattern.substring(0, plain);
    int place = Arrays.binarySearch(names, prefix);
    int i = place < 0 ? -place - 1 : place;
    long wanted = letters(pattern);
    boolean open = plain == pattern.length() - 1 && pattern.charAt(plain) == '*';
    while (i < names.length && names[i].startsWith(prefix)) {
      boolean covers =
          open || ((wanted & ~letters[i]) == 0 && Wildcards.matches(pattern, names[i]));
      if (covers && !next.test(numbers[i])) {
        return;
      }
      // Without a wildcard only the name itself is covered, and it comes first.
      i = plain == pattern.length() ? names.length : i + 1;
    }
  }

  private static boolean wild(char c) {
    return c == '*' || c == '?';
  }
}
