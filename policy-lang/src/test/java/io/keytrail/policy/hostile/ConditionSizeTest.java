package io.keytrail.policy.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.check.ParsedBlock;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.ConditionTranslator;
import io.keytrail.policy.condition.Diagnostic;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How large a condition may be: what is read as JSON is written as text, and that is read again.
class ConditionSizeTest {
  /// Blocks of so many keys or values, of which one more is too many.
  static Stream<Arguments> largest() {
    return Stream.of(
        Arguments.of("values", list("StringEquals", 2_998, "a"), list("StringEquals", 2_999, "a")),
        Arguments.of("keys", keys("StringEquals", 1_500), keys("StringEquals", 1_501)),
        Arguments.of(
            "keys of the most words",
            keys("ForAllValues:StringNotEqualsIgnoreCaseIfExists", 857),
            keys("ForAllValues:StringNotEqualsIgnoreCaseIfExists", 858)),
        Arguments.of("lists of addresses", lists("NotIpAddress", 750), lists("NotIpAddress", 751)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("largest")
  void whatIsRead_isReadableAsText(String name, String largest, String larger) {
    ConditionBlock block = PolicyLanguage.parseCondition(largest).block().orElseThrow();
    String text = ConditionTranslator.toText(block).result().orElseThrow();
    ConditionBlock again = ConditionTranslator.toBlock(text).result().orElseThrow();
    assertThat(again.entries()).hasSameSizeAs(block.entries());
    assertThat(ConditionTranslator.toText(again).result()).contains(text);
    assertTooLarge(PolicyLanguage.parseCondition(larger));
  }

  @Test
  void oneFindingTellsThatItIsTooLarge() {
    assertTooLarge(PolicyLanguage.parseCondition(keys("StringEquals", 2_400)));
  }

  private static void assertTooLarge(ParsedBlock refused) {
    assertThat(refused.block()).isEmpty();
    assertThat(refused.diagnostics())
        .extracting(Diagnostic::code, Diagnostic::message, Diagnostic::help)
        .containsExactly(
            tuple(
                "TOO_LARGE",
                "a condition has at most 6000 words and signs as text, here it has more",
                "make two statements of it"));
  }

  private static String list(String operator, int values, String value) {
    return "{\"%s\":{\"a:b\":[%s]}}"
        .formatted(operator, HostileDocuments.join(values, _ -> "\"" + value + "\""));
  }

  private static String keys(String operator, int times) {
    return "{\"%s\":{%s}}"
        .formatted(operator, HostileDocuments.join(times, i -> "\"x:" + i + "\":\"\""));
  }

  private static String lists(String operator, int times) {
    return "{\"%s\":{%s}}"
        .formatted(operator, HostileDocuments.join(times, i -> "\"x:" + i + "\":[\"1.1.1.1\"]"));
  }
}
