package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Holds what [Words] says of words against the grammar.
final class WordsTest {

  @Test
  void wordCharacters_areThoseOfTheGrammar() {
    for (int c = 0; c <= 0xFFFF; c = c < 0x500 ? c + 1 : c + 37) {
      String word = "a" + (char) c + "a";
      boolean oneWord =
          ConditionParser.parse(word)
              .condition()
              .filter(
                  tree ->
                      tree instanceof Condition.Text(var text, var _, var _) && text.equals(word))
              .isPresent();
      assertThat(Words.isWordCharacter((char) c)).as("U+%04X", c).isEqualTo(oneWord);
    }
  }

  @Test
  void reservedWords_areThoseThatCannotBeText() {
    for (String word : Words.RESERVED) {
      assertThat(ConditionParser.parse(word).condition()).as(word).isEmpty();
      assertThat(Words.isWord(word)).isFalse();
    }
    for (String word : new String[] {"absent", "present", "null", "number", "AND", "Or", "a"}) {
      assertThat(ConditionParser.parse(word).condition()).as(word).isPresent();
      assertThat(Words.isWord(word)).isTrue();
    }
  }

  @Test
  void miscased_isAsciiOnly() {
    assertThat(Words.isMiscasedReserved("AND")).isTrue();
    assertThat(Words.isMiscasedReserved("Every")).isTrue();
    assertThat(Words.isMiscasedReserved("and")).isFalse();
    // U+212A KELVIN SIGN folds to k in Unicode.
    assertThat(Words.isMiscasedReserved("li\u212Ae")).isFalse();
    assertThat(Words.isMiscasedReserved("\u0130S")).isFalse();
  }
}
