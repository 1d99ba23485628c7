package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.ConditionParser;
import io.keytrail.policy.condition.IamBinder;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.explain.ConditionEvaluator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The answer to a request with unknown keys against the evaluator itself: whatever values the keys
/// are given, the request is allowed exactly where `allowedIf` holds. `-Dseed=` runs one case,
/// `-Dsets=` more of them.
class UnknownContextTest {
  private static final int SETS =
      Integer.getInteger("sets", Boolean.getBoolean("keytrail.nightly") ? 100_000 : 1_500);
  private static final int ASSIGNMENTS = 40;
  private static final List<String> KEYS =
      List.of(
          "aws:PrincipalTag/team",
          "aws:TagKeys",
          "aws:SourceIp",
          "x:n",
          "aws:CurrentTime",
          "aws:SecureTransport",
          "x:bytes",
          "kms:EncryptionContext:A",
          "aws:username");

  private final Evaluator evaluator = new Evaluator();
  private final ConditionEvaluator conditions = new ConditionEvaluator();
  private final Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
  private int bothWays;

  @Test
  void whateverTheValuesAre_theRequestIsAllowedExactlyWhereTheConditionHolds() {
    Long single = Long.getLong("seed");
    if (single != null) {
      check(single);
      return;
    }
    for (long seed = 0; seed < SETS; seed++) {
      check(seed);
    }
    assertThat(seen)
        .as("what was answered")
        .hasSize(4)
        .allSatisfy((_, n) -> assertThat(n).isGreaterThan(SETS / 40));
    assertThat(bothWays).as("dependence was seen to go both ways").isGreaterThan(SETS / 60);
  }

  private void check(long seed) {
    var cases = new Cases(seed, true);
    PolicySet policies = cases.policies();
    AccessRequest known = cases.request();
    Map<String, ContextValue> context = new HashMap<>(known.context());
    Set<String> unknown = new HashSet<>();
    for (String key : KEYS) {
      boolean derived = RequestView.of(with(known, Map.of(), Set.of())).value(lower(key)) != null;
      if (!derived && cases.random.nextInt(2) == 0) {
        context.keySet().removeIf(given -> lower(given).equals(lower(key)));
        unknown.add(key);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    Set<String> declared = cases.random.nextInt(5) == 0 ? Set.of("rest") : unknown;
    Decision decision = evaluator.decide(with(known, context, declared), policies);
    seen.merge(decision.verdict(), 1, Integer::sum);
    boolean allowed = false;
    boolean denied = false;
    for (int i = 0; i < ASSIGNMENTS; i++) {
      AccessRequest full = assigned(cases, known, context, unknown);
      boolean now = evaluator.decide(full, policies).allowed();
      allowed |= now;
      denied |= !now;
      assertThat(now)
          .as(() -> "seed %d: %s%n%s%n%s".formatted(seed, decision, full, describe(policies)))
          .isEqualTo(expected(decision, full));
    }
    if (decision.verdict() == Verdict.DEPENDS_ON && allowed && denied) {
      bothWays++;
    }
  }

  private AccessRequest assigned(
      Cases cases, AccessRequest known, Map<String, ContextValue> context, Set<String> unknown) {
    Map<String, ContextValue> values = new HashMap<>(context);
    for (String key : unknown) {
      if (cases.random.nextInt(4) == 0) {
        continue;
      }
      values.put(
          key,
          key.equals("aws:TagKeys")
              ? ContextValue.list(cases.values())
              : ContextValue.of(cases.value()));
    }
    return with(known, values, Set.of());
  }

  private boolean expected(Decision decision, AccessRequest full) {
    return switch (decision.verdict()) {
      case ALLOWED -> true;
      case IMPLICIT_DENY, EXPLICIT_DENY -> false;
      case DEPENDS_ON -> {
        BoundCondition condition =
            IamBinder.bind(
                    ConditionParser.parse(decision.allowedIf().orElseThrow())
                        .condition()
                        .orElseThrow())
                .condition()
                .orElseThrow();
        yield conditions.evaluate(condition, AccessRequests.derive(full).context()).holds()
            == Truth.TRUE;
      }
    };
  }

  private static AccessRequest with(
      AccessRequest request, Map<String, ContextValue> context, Set<String> unknown) {
    return new AccessRequest(
        request.principal(),
        request.action(),
        request.resource(),
        request.resourceAccount(),
        context,
        request.encryptionContext(),
        request.grantTokens(),
        unknown);
  }

  private static String lower(String key) {
    return Catalogue.fold(key);
  }

  private static String describe(PolicySet policies) {
    StringBuilder text = new StringBuilder();
    policies.identity().forEach(p -> text.append("identity ").append(p.document()).append('\n'));
    policies
        .permissionsBoundary()
        .ifPresent(l -> l.forEach(p -> text.append("boundary ").append(p.document()).append('\n')));
    policies
        .session()
        .ifPresent(l -> l.forEach(p -> text.append("session ").append(p.document()).append('\n')));
    Guard.policies(policies.resource())
        .forEach(p -> text.append("resource ").append(p.document()).append('\n'));
    return text.append(Guard.grants(policies.resource())).toString();
  }
}
