package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.compile.Glob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The matcher against the definition of a match, over every short pattern and text.
class GlobMatcherTest {
  private static final int LONGEST_PATTERN = 4;
  private static final int LONGEST_TEXT = 4;

  @Test
  void shortPatterns_matchAsDefined() {
    List<String> texts = words("ab", LONGEST_TEXT);
    for (String pattern : words("ab*?", LONGEST_PATTERN)) {
      for (String text : texts) {
        assertThat(GlobMatcher.matches(glob(pattern), text, new Budget()))
            .as("`%s` against `%s`", pattern, text)
            .isEqualTo(defined(pattern, text));
      }
    }
  }

  /// Parts of a pattern against parts of a text; what stands around them does not count.
  @Test
  void parts_matchAsIfTheyWereAll() {
    for (String pattern : words("a*?", 3)) {
      for (String text : words("ab", 3)) {
        for (String around : List.of("", "a", "b", "*", "?")) {
          assertThat(
                  GlobMatcher.matches(
                      glob(around + pattern + around),
                      around.length(),
                      around.length() + pattern.length(),
                      "a" + text + "b",
                      1,
                      1 + text.length(),
                      new Budget()))
              .as("`%s` within `%s` against `%s`", pattern, around, text)
              .isEqualTo(defined(pattern, text));
        }
      }
    }
  }

  @Test
  void codePoints_areOneCharacter() {
    String face = "\uD83D\uDE00";
    for (String pattern : List.of("?", "*", face, "?*", "*?", face + "*", "*" + face)) {
      assertThat(GlobMatcher.matches(glob(pattern), face, new Budget())).as(pattern).isTrue();
    }
    for (String pattern : List.of("??", "", "a", face + "?", face + face, "?" + face)) {
      assertThat(GlobMatcher.matches(glob(pattern), face, new Budget())).as(pattern).isFalse();
    }
    assertThat(GlobMatcher.matches(glob("*a?b*"), face + "a" + face + "b" + face, new Budget()))
        .isTrue();
    assertThat(GlobMatcher.matches(glob("*" + face + "a"), "\uD83Da" + face + "a", new Budget()))
        .isTrue();
  }

  @Test
  void letterCase_isIgnoredSimply() {
    for (String pair :
        List.of("aB=Ab", "\u00C9=\u00E9", "=", "K=\u212A", "a\uD801\uDC00=A\uD801\uDC28")) {
      assertThat(ignoringCase(pair)).as(pair).isTrue();
    }
    for (String pair : List.of("a=b", "a=", "=a", "ab=a", "a=ab", "\u00DF=ss", "*=a", "aa=ab")) {
      assertThat(ignoringCase(pair)).as(pair).isFalse();
    }
  }

  private static boolean ignoringCase(String pair) {
    int equals = pair.indexOf('=');
    var literal = new Glob.Builder();
    literal.addText(pair.substring(0, equals));
    return GlobMatcher.equalIgnoringCase(literal.build(), pair.substring(equals + 1), new Budget());
  }

  /// Without steps nothing matches; each comparison takes some.
  @Test
  void comparisons_takeSteps() {
    for (String pattern : List.of("a", "a*", "*a", "*a*", "?", "b")) {
      var budget = new Budget();
      GlobMatcher.matches(glob(pattern), "a", budget);
      assertThat(budget.spent()).as(pattern).isBetween(1, 10);
      budget.spend(Budget.STEPS);
      assertThat(GlobMatcher.matches(glob(pattern), "a", budget)).as(pattern).isFalse();
    }
    var budget = new Budget();
    assertThat(GlobMatcher.equalIgnoringCase(glob("a"), "A", budget)).isTrue();
    assertThat(budget.spent()).isPositive();
    budget.spend(Budget.STEPS);
    assertThat(GlobMatcher.equalIgnoringCase(glob("a"), "A", budget)).isFalse();
  }

  /// `*` is any run, `?` any one character: tried out by recursion.
  private static boolean defined(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    String rest = pattern.substring(1);
    return switch (pattern.charAt(0)) {
      case '*' -> defined(rest, text) || (!text.isEmpty() && defined(pattern, text.substring(1)));
      case '?' -> !text.isEmpty() && defined(rest, text.substring(1));
      default ->
          !text.isEmpty()
              && text.charAt(0) == pattern.charAt(0)
              && defined(rest, text.substring(1));
    };
  }

  private static List<String> words(String alphabet, int longest) {
    List<String> words = new ArrayList<>(List.of(""));
    int from = 0;
    for (int length = 1; length <= longest; length++) {
      int to = words.size();
      for (int i = from; i < to; i++) {
        for (char c : alphabet.toCharArray()) {
          words.add(words.get(i) + c);
        }
      }
      from = to;
    }
    return words;
  }

  private static Glob glob(String pattern) {
    var glob = new Glob.Builder();
    pattern
        .codePoints()
        .forEach(code -> glob.add(code == '*' ? Glob.RUN : code == '?' ? Glob.ONE : code));
    return glob.build();
  }
}
