package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Trials put one policy in another's place, wherever it stands among those of its kind.
class PolicySetTest {
  private static final Grant GRANT =
      new Grant(
          "g",
          Requests.KEY,
          Requests.ALICE,
          Set.of("Decrypt"),
          Optional.empty(),
          Optional.empty(),
          "1");

  private final CompiledPolicy one = policy("one");
  private final CompiledPolicy two = policy("two");
  private final CompiledPolicy other = policy("other");

  @Test
  void with_replacesThePolicyWhereverItStandsAsThatKind() {
    PolicySet before =
        new PolicySet(
            List.of(one, two),
            Optional.of(List.of(two, one)),
            Optional.of(List.of(one)),
            new ResourceGuard.None(),
            List.of(List.of(one), List.of(two)),
            List.of(List.of(two), List.of(two, one)),
            List.of(one, two));
    assertThat(with(before, PolicyType.IDENTITY).identity()).containsExactly(other, two);
    assertThat(with(before, PolicyType.PERMISSIONS_BOUNDARY).permissionsBoundary())
        .contains(List.of(two, other));
    assertThat(with(before, PolicyType.SESSION).session()).contains(List.of(other));
    assertThat(with(before, PolicyType.SERVICE_CONTROL).serviceControl())
        .containsExactly(List.of(other), List.of(two));
    assertThat(with(before, PolicyType.RESOURCE_CONTROL).resourceControl())
        .containsExactly(List.of(two), List.of(two, other));
    assertThat(with(before, PolicyType.VPC_ENDPOINT).vpcEndpoint()).containsExactly(other, two);
    assertThat(before.with(PolicyType.RESOURCE, one, other)).isEqualTo(before);
    assertThat(before.with(PolicyType.IDENTITY, one, one)).isSameAs(before);
    assertThat(PolicySet.NONE.with(PolicyType.IDENTITY, one, other)).isEqualTo(PolicySet.NONE);
  }

  /// The other kinds stay as they are.
  private PolicySet with(PolicySet before, PolicyType type) {
    PolicySet after = before.with(type, one, other);
    assertThat(after).isNotEqualTo(before);
    assertThat(after.with(type, other, one)).isEqualTo(before);
    return after;
  }

  @Test
  void with_replacesTheResourcesOwnPolicy() {
    guard(new ResourceGuard.Policy(one), new ResourceGuard.Policy(other));
    guard(new ResourceGuard.Policy(two), new ResourceGuard.Policy(two));
    guard(new ResourceGuard.Trust(one), new ResourceGuard.Trust(other));
    guard(new ResourceGuard.Trust(two), new ResourceGuard.Trust(two));
    guard(key(Optional.of(one)), key(Optional.of(other)));
    guard(key(Optional.of(two)), key(Optional.of(two)));
    guard(key(Optional.empty()), key(Optional.empty()));
  }

  @Test
  void policies_ofAGuard() {
    assertThat(Guard.policies(new ResourceGuard.Policy(one))).containsExactly(one);
    assertThat(Guard.policies(new ResourceGuard.Trust(one))).containsExactly(one);
    assertThat(Guard.policies(key(Optional.of(one)))).containsExactly(one);
    assertThat(Guard.policies(key(Optional.empty()))).isEmpty();
    assertThat(Guard.policies(new ResourceGuard.None())).isEmpty();
    assertThat(Guard.grants(key(Optional.empty()))).hasSize(1);
    assertThat(Guard.grants(new ResourceGuard.Trust(one))).isEmpty();
  }

  private void guard(ResourceGuard before, ResourceGuard after) {
    PolicySet set = Requests.identity(two).guardedBy(before);
    assertThat(set.resource()).isSameAs(before);
    assertThat(set.identity()).containsExactly(two);
    assertThat(set.with(PolicyType.RESOURCE, one, other).resource()).isEqualTo(after);
  }

  private static ResourceGuard key(Optional<CompiledPolicy> policy) {
    return new ResourceGuard.Key(policy, List.of(GRANT));
  }

  private static CompiledPolicy policy(String name) {
    return Requests.policy(
        name, DocumentKind.IDENTITY, "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
  }
}
