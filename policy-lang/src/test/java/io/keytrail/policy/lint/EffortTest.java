package io.keytrail.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffortTest {
  @Test
  void steps_endAtTheLast() {
    var effort = new Effort();
    assertThat(effort.spend(Effort.STEPS - 1)).isTrue();
    assertThat(effort.spent()).isFalse();
    assertThat(effort.spend(1)).isFalse();
    assertThat(effort.spent()).isTrue();
    assertThat(effort.spend(1)).isFalse();
  }
}
