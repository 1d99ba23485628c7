package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts made to break a parser: every one gets an answer, soon, on a small stack too.
@Timeout(20)
final class HostileConditionTest {

  private static final long SMALL_STACK = 256 * 1024;

  static Stream<Arguments> refused() {
    String longer = "x".repeat(90_000);
    return Stream.of(
        Arguments.of("TOO_LARGE", "x".repeat(98_305)),
        Arguments.of("TOO_LARGE", "(".repeat(1_000_000)),
        Arguments.of("TOO_DEEP", "(".repeat(98_304)),
        Arguments.of("TOO_DEEP", "(".repeat(45_000) + "a" + ")".repeat(45_000)),
        Arguments.of("TOO_DEEP", "not ".repeat(20_000) + "a"),
        Arguments.of("TOO_DEEP", "not (".repeat(33) + "a" + ")".repeat(33)),
        Arguments.of("TOO_DEEP", "(".repeat(64) + "a in (1)" + ")".repeat(64)),
        Arguments.of("TOO_DEEP", "(".repeat(64) + "not a" + ")".repeat(64)),
        Arguments.of("TOO_MANY_TOKENS", "a".repeat(1) + " and a".repeat(3_000)),
        Arguments.of("TOO_MANY_TOKENS", "x ".repeat(49_000)),
        Arguments.of("TOO_MANY_TOKENS", "a in (" + "1,".repeat(49_000)),
        Arguments.of("UNTERMINATED_STRING", "a = \"" + longer),
        Arguments.of("UNTERMINATED_STRING", "a = \"x\" and \"" + "\\\"".repeat(49_000)),
        Arguments.of("UNTERMINATED_STRING", "a:\"" + longer),
        Arguments.of("BAD_ESCAPE", "a = \"" + longer + "\\"),
        Arguments.of("BAD_RAW_VALUE", "a = `" + "1".repeat(90_000)),
        Arguments.of("UNEXPECTED_CHARACTER", "\u0000".repeat(90_000)),
        Arguments.of("UNEXPECTED_CHARACTER", " ".repeat(90_000) + "é"),
        Arguments.of("UNEXPECTED_CHARACTER", "\ud800"),
        Arguments.of("UNEXPECTED_CHARACTER", "#" + "é".repeat(90_000) + "\n\udc00"),
        Arguments.of("EXPECTED_OPERATOR", "x".repeat(49_000) + " " + "x".repeat(49_000)),
        Arguments.of(
            "EXPECTED_AND", "a = \"" + "x".repeat(49_000) + "\" \"" + "x".repeat(49_000) + "\""),
        Arguments.of("UNBALANCED_PARENTHESIS", "(".repeat(64) + "a"),
        Arguments.of("UNBALANCED_PARENTHESIS", "a" + ")".repeat(5_900)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("refused")
  void hostileText_getsOneShortDiagnostic(String code, String text) throws InterruptedException {
    Diagnostic here = Trees.onlyDiagnostic(ConditionParser.parse(text).diagnostics());
    assertThat(here.code()).isEqualTo(code);
    assertThat(here.message().length() + here.help().length()).isLessThan(300);
    assertThat(onSmallStack(text).diagnostics()).containsExactly(here);
  }

  static Stream<String> accepted() {
    return Stream.of(
        "(".repeat(64) + "a" + ")".repeat(64),
        "not ".repeat(64) + "a",
        "not (".repeat(32) + "a" + ")".repeat(32),
        "(a and ".repeat(64) + "a" + ")".repeat(64),
        "(a = 1 or not b not in (\"x\")) and ".repeat(390) + "c",
        "(".repeat(63) + "k in (1)" + ")".repeat(63),
        "a" + " and a".repeat(2_999),
        "a" + " or a".repeat(2_999),
        "a in (" + "1,".repeat(2_996) + "1)",
        "a = \"" + "x".repeat(98_298) + "\"",
        "x".repeat(98_304));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("accepted")
  void largestTexts_areParsedBoundAndPrinted(String text) throws InterruptedException {
    Parsed parsed = onSmallStack(text);
    assertThat(parsed.diagnostics()).isEmpty();
    assertThat(ConditionParser.parse(text)).isEqualTo(parsed);
    assertThat(ConditionPrinter.print(parsed.condition().orElseThrow())).isNotEmpty();
    assertThat(IamBinder.bind(parsed.condition().orElseThrow())).isNotNull();
  }

  @Test
  void tokenCap_isSixThousand() {
    assertThat(ConditionParser.parse("a" + " and a".repeat(2_999) + " and").diagnostics())
        .map(Diagnostic::code)
        .containsExactly("EXPECTED_CONDITION");
    assertThat(ConditionParser.parse("a" + " and a".repeat(2_999) + " and a").diagnostics())
        .map(Trees::show)
        .containsExactly(
            "1:18001-1:18002 TOO_MANY_TOKENS: the text has more than 6000 words and signs (split it)");
  }

  @Test
  void garbage_neverThrows() {
    long seed = Seed.pick();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < Seed.cases(30_000, 1_000_000); i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(
                random.nextBoolean() ? HostileStrings.noise(random) : HostileStrings.key(random))
            .append(random.nextBoolean() ? " = " : "");
      }
      Parsed parsed = ConditionParser.parse(text.toString());
      assertThat(parsed.condition().isPresent())
          .as("case %d of -Dseed=%d: %s", i, seed, text)
          .isEqualTo(parsed.diagnostics().isEmpty());
      parsed.condition().ifPresent(IamBinder::bind);
    }
  }

  @Test
  void predictionCache_staysSmall() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 5_000; i++) {
      ConditionTranslator.toBlock(
          HostileStrings.noise(random) + "a in (\"x\") " + HostileStrings.noise(random));
    }
    assertThat(PredictionCache.current().size()).isLessThan(2_000);
  }

  private static Parsed onSmallStack(String text) throws InterruptedException {
    AtomicReference<Parsed> answer = new AtomicReference<>();
    Thread thread =
        new Thread(null, () -> answer.set(ConditionParser.parse(text)), "small", SMALL_STACK);
    thread.start();
    assertThat(thread.join(Duration.ofSeconds(15))).isTrue();
    assertThat(answer.get()).as("the thread died").isNotNull();
    return answer.get();
  }
}
