package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Decision.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The evaluator against [ReferenceEvaluator], over generated cases: four requests under each
/// policy set. `-Dseed=` runs one policy set, `-Dsets=` more of them.
class DifferentialTest {
  private static final int SETS = Integer.getInteger("sets", 6_000);

  @Test
  void evaluator_andReference_agree() {
    Long single = Long.getLong("seed");
    Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
    if (single != null) {
      compare(single, seen);
      return;
    }
    for (long seed = 0; seed < SETS; seed++) {
      compare(seed, seen);
    }
    // The generator must not sleep: every verdict is frequent.
    assertThat(seen.keySet())
        .contains(Verdict.ALLOWED, Verdict.IMPLICIT_DENY, Verdict.EXPLICIT_DENY);
    assertThat(seen.values()).allMatch(count -> count > SETS / 5);
  }

  private static void compare(long seed, Map<Verdict, Integer> seen) {
    var cases = new Cases(seed);
    PolicySet policies = cases.policies();
    for (int i = 0; i < 4; i++) {
      AccessRequest request = cases.request();
      Decision decision = new Evaluator().decide(request, policies);
      var reference = new ReferenceEvaluator(request, policies);
      Verdict expected = reference.decide();
      assertThat(decision.verdict())
          .as(() -> "seed %d: %s%n%s%n%s".formatted(seed, request, describe(policies), decision))
          .isEqualTo(expected);
      if (expected == Verdict.EXPLICIT_DENY) {
        assertThat(
                decision.decidedBy().stream()
                    .map(DifferentialTest::denial)
                    .collect(Collectors.toSet()))
            .as("seed " + seed)
            .isEqualTo(reference.denials());
      }
      seen.merge(expected, 1, Integer::sum);
    }
  }

  private static String denial(Decider decider) {
    Decider.StatementRef ref = (Decider.StatementRef) decider;
    String kind =
        switch (ref.type()) {
          case SERVICE_CONTROL -> "scp";
          case RESOURCE_CONTROL -> "rcp";
          case VPC_ENDPOINT -> "vpce";
          case PERMISSIONS_BOUNDARY -> "boundary";
          case SESSION -> "session";
          case IDENTITY -> "identity";
          case RESOURCE -> "resource";
        };
    return kind + ":" + ref.policyName() + ":" + ref.statement();
  }

  static String describe(PolicySet policies) {
    StringBuilder text = new StringBuilder();
    policies.identity().forEach(p -> text.append(p.document()).append('\n'));
    policies
        .permissionsBoundary()
        .ifPresent(l -> l.forEach(p -> text.append("B ").append(p.document()).append('\n')));
    policies
        .session()
        .ifPresent(l -> l.forEach(p -> text.append("S ").append(p.document()).append('\n')));
    policies
        .serviceControl()
        .forEach(l -> l.forEach(p -> text.append("SCP ").append(p.document()).append('\n')));
    policies
        .resourceControl()
        .forEach(l -> l.forEach(p -> text.append("RCP ").append(p.document()).append('\n')));
    policies.vpcEndpoint().forEach(p -> text.append("VPCE ").append(p.document()).append('\n'));
    Guard.policies(policies.resource())
        .forEach(p -> text.append("R ").append(p.document()).append('\n'));
    return text.append(GrantMatcher.grants(policies.resource())).toString();
  }
}
