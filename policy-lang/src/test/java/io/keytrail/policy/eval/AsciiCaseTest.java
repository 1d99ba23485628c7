package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AsciiCaseTest {

  @Test
  void lettersOfEitherCase_areEqual() {
    assertThat(AsciiCase.equal("aZ-09", "Az-09")).isTrue();
    assertThat(AsciiCase.equal("AZ", "az")).isTrue();
    assertThat(AsciiCase.equal("", "")).isTrue();
  }

  @Test
  void everythingElse_isExact() {
    for (String pair : new String[] {"a b", "@ `", "[ {", "K \u212A", "\u00C9 \u00E9", "0 1"}) {
      String[] two = pair.split(" ", -1);
      assertThat(AsciiCase.equal(two[0], two[1])).as(pair).isFalse();
      assertThat(AsciiCase.equal(two[1], two[0])).as(pair).isFalse();
    }
    assertThat(AsciiCase.equal("ab", "a")).isFalse();
    assertThat(AsciiCase.equal("a", "ab")).isFalse();
    assertThat(AsciiCase.equal("ab", "aa")).isFalse();
  }

  @Test
  void tails_areCompared() {
    assertThat(AsciiCase.equal("xyAb", 2, "aB")).isTrue();
    assertThat(AsciiCase.equal("xyAb", 1, "aB")).isFalse();
  }
}
