package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The checker of the kill rounds sees each thing it is there for.
final class AcknowledgedCallsTest {
  private final AcknowledgedCalls calls = new AcknowledgedCalls();

  AcknowledgedCallsTest() {
    calls.add("a", 1);
    calls.add("b", 2);
  }

  @Test
  void trailWithEverything_andCallsNobodyWasToldOf_isClean() {
    assertThat(calls.compare(Map.of("a", List.of(1L), "b", List.of(2L), "unanswered", List.of(3L))))
        .isEqualTo(new AcknowledgedCalls.Verdict(2, List.of(), List.of(), List.of()));
    assertThat(calls.latest()).isEqualTo(2);
  }

  @Test
  void missingDoubledAndMovedCalls_areSeen() {
    assertThat(calls.compare(Map.of("b", List.of(4L))))
        .isEqualTo(new AcknowledgedCalls.Verdict(2, List.of("a"), List.of(), List.of("b")));
    assertThat(calls.compare(Map.of("a", List.of(1L, 5L), "b", List.of(2L))))
        .isEqualTo(new AcknowledgedCalls.Verdict(2, List.of(), List.of("a"), List.of()));
    calls.add("b", 2);
    assertThat(calls.compare(Map.of("a", List.of(1L), "b", List.of(2L))).duplicated())
        .containsExactly("b");
  }
}
