package io.keytrail.policy.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// The folded names of all actions in order, so that a pattern is compared with those only that
/// begin as it does. Immutable.
final class SortedNames {
  private final String[] names;

  /// The characters of each name: what a pattern names and a name lacks settles it.
  private final long[] letters;

  SortedNames(List<Action> actions) {
    names = actions.stream().map(Action::folded).toArray(String[]::new);
    Arrays.sort(names);
    letters = Arrays.stream(names).mapToLong(SortedNames::letters).toArray();
  }

  private static long letters(String text) {
    long letters = 0;
    for (int i = 0; i < text.length(); i++) {
      letters |= wild(text.charAt(i)) ? 0 : 1L << text.charAt(i);
    }
    return letters;
  }

  /// Gives the names that a folded pattern covers to `next`, until it answers false.
  void covered(String pattern, Predicate<String> next) {
    int plain = 0;
    while (plain < pattern.length() && !wild(pattern.charAt(plain))) {
      plain++;
    }
    int place = Arrays.binarySearch(names, pattern.substring(0, plain));
    int i = place < 0 ? -place - 1 : place;
    long wanted = letters(pattern);
    while (i < names.length && names[i].regionMatches(0, pattern, 0, plain)) {
      if ((wanted & ~letters[i]) == 0
          && Wildcards.matches(pattern, names[i])
          && !next.test(names[i])) {
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
