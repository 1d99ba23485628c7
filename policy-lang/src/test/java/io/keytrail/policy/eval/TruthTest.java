package io.keytrail.policy.eval;

import static io.keytrail.policy.eval.Truth.ERROR;
import static io.keytrail.policy.eval.Truth.FALSE;
import static io.keytrail.policy.eval.Truth.TRUE;
import static io.keytrail.policy.eval.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Truth tables (condition-language.md rule 6) and how each truth is taken.
class TruthTest {
  private static final List<Truth> AND = List.of(FALSE, UNKNOWN, ERROR, TRUE);
  private static final List<Truth> OR = List.of(TRUE, UNKNOWN, ERROR, FALSE);

  @Test
  void and_or_areTheFirstPresent() {
    for (Truth a : Truth.values()) {
      for (Truth b : Truth.values()) {
        assertThat(a.and(b)).isEqualTo(first(AND, a, b));
        assertThat(a.or(b)).isEqualTo(first(OR, a, b));
      }
    }
  }

  @Test
  void not_keepsUnknownAndError() {
    assertThat(List.of(TRUE.not(), FALSE.not(), UNKNOWN.not(), ERROR.not()))
        .containsExactly(FALSE, TRUE, UNKNOWN, ERROR);
  }

  @Test
  void names_areThoseOfTheContract() {
    assertThat(Truth.values())
        .extracting(Truth::wireName)
        .containsExactly("false", "unknown", "error", "true");
    assertThat(Decision.Verdict.values())
        .extracting(Decision.Verdict::wireName)
        .containsExactly("allowed", "implicitDeny", "explicitDeny", "dependsOn");
    assertThat(Truth.of(true)).isEqualTo(TRUE);
    assertThat(Truth.of(false)).isEqualTo(FALSE);
  }

  @Test
  void errors_denyAndUnknownsDependOnTheReading() {
    for (Reading reading : Reading.values()) {
      for (boolean allows : new boolean[] {true, false}) {
        assertThat(reading.takesPart(allows, TRUE)).isTrue();
        assertThat(reading.takesPart(allows, FALSE)).isFalse();
        assertThat(reading.takesPart(allows, ERROR)).isEqualTo(!allows);
      }
    }
    assertThat(Reading.STRICT.takesPart(true, UNKNOWN)).isFalse();
    assertThat(Reading.STRICT.takesPart(false, UNKNOWN)).isTrue();
    assertThat(Reading.GENEROUS.takesPart(true, UNKNOWN)).isTrue();
    assertThat(Reading.GENEROUS.takesPart(false, UNKNOWN)).isFalse();
  }

  private static Truth first(List<Truth> order, Truth a, Truth b) {
    return order.indexOf(a) < order.indexOf(b) ? a : b;
  }
}
