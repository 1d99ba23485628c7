package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The linear matcher agrees with the JDK's on every pattern of the models (the JDK's is the oracle
/// here; on the wire it is never used).
class TextPatternTest {
  private static final List<String> PATTERNS =
      List.of(
          "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
          "[\\u0020-\\u00FF]*",
          "^[\\x00-\\x7F]+$",
          "^[a-zA-Z0-9-_.]+$",
          "cluster-[2-7a-zA-Z]{11,16}",
          "^([a-z]+-){2,3}\\d+$",
          "^[a-zA-Z0-9:/_-]+$",
          "[\\w]+",
          "^[\\w+=,.@:/-]+$",
          "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
          "\\u002F[\\u0021-\\u007F]*",
          "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
          "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*",
          "^[a-f0-9]+$",
          "^[^\\\\/:*?\"<>|.]+[^\\\\/:*?\"<>|]*$",
          "[^\\p{L}a-c-]x?",
          "^(d-[0-9a-f]{2,3}$)|(wsd-[0-9a-z]{2,3}$)",
          "^(http|https)\\://\\S+$",
          "^[-0-9a-z]{1,31}$",
          "a?(bc|d)*x{2}.",
          "(a{0,3}b){1,2}");

  @Test
  void matcher_agreesWithTheOracle() {
    long seed = Long.getLong("seed", 20_260_131L);
    SplittableRandom random = new SplittableRandom(seed);
    for (String source : PATTERNS) {
      TextPattern ours = TextPattern.compile(source);
      Pattern oracle = Pattern.compile(source, Pattern.DOTALL);
      int matched = 0;
      for (int i = 0; i < 3_000; i++) {
        String text = text(random);
        boolean expected = oracle.matcher(text).matches();
        matched += expected ? 1 : 0;
        assertThat(ours.matches(text))
            .as("%s on `%s`, -Dseed=%d", source, text, seed)
            .isEqualTo(expected);
      }
      assertThat(ours.matches("")).isEqualTo(oracle.matcher("").matches());
      assertThat(matched).as("texts that match %s", source).isLessThan(3_000);
    }
  }

  private static String text(SplittableRandom random) {
    List<String> pieces =
        List.of(
            "a",
            "b",
            "bc",
            "d",
            "x",
            "xx",
            "us-",
            "1",
            "/",
            "-",
            "cluster-",
            "2345abcdefg",
            " ",
            "\n",
            "ä",
            "\u00ff",
            "\u0100",
            "\uD83D\uDD11",
            "\u0000",
            "@",
            "Z",
            "_");
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(5); n >= 0; n--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  @Test
  void shortcut_isNotTakenAcrossTwoClasses() {
    assertThat(TextPattern.compile("[a-z]+[0-9]+").matches("ab12")).isTrue();
    assertThat(TextPattern.compile("[a-z]+[0-9]+").matches("1a")).isFalse();
  }

  @Test
  void manyAlternatives_staySmall() {
    TextPattern nested = TextPattern.compile("((a*)*)*b");
    assertThat(nested.matches("a".repeat(20_000))).isFalse();
    assertThat(nested.matches("a".repeat(20_000) + "b")).isTrue();
  }

  @Test
  void unsupportedPatterns_areRefused() {
    for (String source : List.of("(?=a)", "\\bx", "a)", "(a", "[a", "[z-a]", "a{100000}")) {
      assertThatThrownBy(() -> TextPattern.compile(source))
          .as(source)
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
