package io.keytrail.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DidYouMeanTest {

  private static final List<String> NAMES = List.of("StringEquals", "StringLike", "Bool", "ip");

  @Test
  void closest_findsWhatWasMeant() {
    assertThat(DidYouMean.closest("StringEqual", NAMES)).hasValue("StringEquals");
    assertThat(DidYouMean.closest("stringlike", NAMES)).hasValue("StringLike");
    assertThat(DidYouMean.closest("Boolean", NAMES)).isEmpty();
    assertThat(DidYouMean.closest("Bolo", NAMES)).hasValue("Bool");
    assertThat(DidYouMean.closest("pi", NAMES)).hasValue("ip");
  }

  @Test
  void closest_isSilentWhereNothingIsNear() {
    assertThat(DidYouMean.closest("", NAMES)).isEmpty();
    assertThat(DidYouMean.closest("DateEquals", NAMES)).isEmpty();
    assertThat(DidYouMean.closest("x".repeat(1_000_000), NAMES)).isEmpty();
    assertThat(DidYouMean.help("nothing-like-it", NAMES)).isEmpty();
    assertThat(DidYouMean.help("Boool", NAMES)).isEqualTo("did you mean `Bool`");
  }
}
