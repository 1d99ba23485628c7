package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.condition.IamOperator.Base;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a test is true and when it is false, said in unknown keys.
class SymbolicTest {
  private static final BoundCondition.Test OPEN =
      Conditions.test(Base.STRING_EQUALS, "x:a", List.of("1"));

  @Test
  void constant_isWhatHangsOnNothing() {
    List<BoundCondition> sides = List.of(Conditions.TRUE, Conditions.FALSE, OPEN);
    for (BoundCondition whenTrue : sides) {
      for (BoundCondition whenFalse : sides) {
        assertThat(new Symbolic(whenTrue, whenFalse).constant())
            .isEqualTo(whenTrue != OPEN && whenFalse != OPEN);
      }
    }
  }

  @Test
  void terms_areJoinedBothWays() {
    Symbolic open = Symbolic.of(OPEN);
    assertThat(Symbolic.all(List.of(Symbolic.TRUE, open))).isEqualTo(open);
    assertThat(Symbolic.all(List.of(Symbolic.FALSE, open))).isEqualTo(Symbolic.FALSE);
    assertThat(Symbolic.any(List.of(Symbolic.FALSE, open))).isEqualTo(open);
    assertThat(Symbolic.any(List.of(Symbolic.TRUE, open))).isEqualTo(Symbolic.TRUE);
    assertThat(Symbolic.all(List.of(Symbolic.ERROR, open)))
        .isEqualTo(new Symbolic(Conditions.FALSE, Conditions.not(OPEN)));
    assertThat(Symbolic.any(List.of(Symbolic.ERROR, open)))
        .isEqualTo(new Symbolic(OPEN, Conditions.FALSE));
    assertThat(open.not()).isEqualTo(new Symbolic(Conditions.not(OPEN), OPEN));
    assertThat(Symbolic.all(List.of())).isEqualTo(Symbolic.TRUE);
    assertThat(Symbolic.any(List.of())).isEqualTo(Symbolic.FALSE);
  }
}
