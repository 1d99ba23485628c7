package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  /// As Java's formatter fills them in.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "%s",
        "`%s` of %d",
        "%s%d%s",
        "a %2$s, then %s",
        "%3$s %1$s %2$s %s %s"
      })
  void places_areFilledIn(String template) {
    Object[] named = {"100 % $s", 7, "%s"};
    assertThat(Template.fill(template, named)).isEqualTo(template.formatted(named));
  }
}
