package io.keytrail.server.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Grant.Constraint;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which constraint is at least as strict as which.
class GrantConstraintsTest {
  private static final Optional<Constraint> NONE = Optional.empty();

  private static Optional<Constraint> subset(Map<String, String> pairs) {
    return Optional.of(new Constraint.Subset(pairs));
  }

  private static Optional<Constraint> equalTo(Map<String, String> pairs) {
    return Optional.of(new Constraint.Equals(pairs));
  }

  @Test
  void whoeverSatisfiesTheChild_satisfiesTheParent() {
    Map<String, String> a = Map.of("a", "1");
    Map<String, String> ab = Map.of("a", "1", "b", "2");
    assertThat(GrantConstraints.atLeastAsStrict(NONE, NONE)).isTrue();
    assertThat(GrantConstraints.atLeastAsStrict(subset(a), NONE)).isTrue();
    assertThat(GrantConstraints.atLeastAsStrict(subset(ab), subset(a))).isTrue();
    assertThat(GrantConstraints.atLeastAsStrict(equalTo(ab), subset(a))).isTrue();
    assertThat(GrantConstraints.atLeastAsStrict(equalTo(a), equalTo(a))).isTrue();
    assertThat(GrantConstraints.atLeastAsStrict(subset(Map.of("A", "1")), subset(a))).isTrue();
  }

  @Test
  void aLooserChild_isNotAsStrict() {
    Map<String, String> a = Map.of("a", "1");
    Map<String, String> ab = Map.of("a", "1", "b", "2");
    assertThat(GrantConstraints.atLeastAsStrict(NONE, subset(a))).isFalse();
    assertThat(GrantConstraints.atLeastAsStrict(subset(a), subset(ab))).isFalse();
    assertThat(GrantConstraints.atLeastAsStrict(subset(a), equalTo(a))).isFalse();
    assertThat(GrantConstraints.atLeastAsStrict(equalTo(ab), equalTo(a))).isFalse();
    assertThat(GrantConstraints.atLeastAsStrict(subset(Map.of("a", "2")), subset(a))).isFalse();
  }
}
