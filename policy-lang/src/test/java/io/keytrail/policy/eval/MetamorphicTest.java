package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.explain.Explained;
import io.keytrail.policy.explain.Explainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// What must hold of every decision and its reasons, whatever the policies. `-Dseed=` runs one
/// case. How policies are written must not matter: that is
/// [io.keytrail.policy.reference.PolicyPropertiesTest]'s.
class MetamorphicTest {
  private static final int CASES = 2_000;

  private final Evaluator evaluator = new Evaluator();

  @Test
  void orderOfStatements_neverMatters() {
    forEach(
        (seed, cases) -> {
          PolicySet policies = cases.policies();
          AccessRequest request = cases.request();
          Decision before = evaluator.decide(request, policies);
          Decision after =
              evaluator.decide(request, withIdentity(policies, shuffled(policies, seed)));
          assertThat(after.verdict()).as("seed " + seed).isEqualTo(before.verdict());
          assertThat(after.blockedBy()).as("seed " + seed).isEqualTo(before.blockedBy());
          assertThat(after.missingContext())
              .as("seed " + seed)
              .containsExactlyInAnyOrderElementsOf(before.missingContext());
        });
  }

  /// Blocking kinds are named only where somebody else would have allowed.
  @Test
  void blockedBy_onlyWhereOthersAllow() {
    forEach(
        (seed, cases) -> {
          PolicySet policies = cases.policies();
          Decision decision = evaluator.decide(cases.request(), policies);
          if (decision.verdict() == Verdict.ALLOWED) {
            assertThat(decision.blockedBy()).as("seed " + seed).isEmpty();
            assertThat(decision.decidedBy()).as("seed " + seed).isNotEmpty();
          }
          if (decision.verdict() == Verdict.EXPLICIT_DENY) {
            assertThat(decision.decidedBy()).as("seed " + seed).isNotEmpty();
          }
        });
  }

  @Test
  void explanation_agreesWithDecision() {
    var explainer = new Explainer();
    forEach(
        (seed, cases) -> {
          PolicySet policies = cases.policies();
          AccessRequest request = cases.request();
          Explained explained = explainer.explain(request, policies);
          assertThat(explained.decision())
              .as("seed " + seed)
              .isEqualTo(evaluator.decide(request, policies));
          assertThat(explained.explanation().holds())
              .as("seed " + seed)
              .isEqualTo(Truth.of(explained.decision().allowed()));
        });
  }

  private static void forEach(BiConsumer<Long, Cases> property) {
    Long single = Long.getLong("seed");
    if (single != null) {
      property.accept(single, new Cases(single));
      return;
    }
    for (long seed = 0; seed < CASES; seed++) {
      property.accept(seed, new Cases(seed));
    }
  }

  private static List<CompiledPolicy> shuffled(PolicySet policies, long seed) {
    List<CompiledPolicy> shuffled = new ArrayList<>();
    for (CompiledPolicy policy : policies.identity()) {
      List<Statement> statements = new ArrayList<>(policy.document().statements());
      Collections.shuffle(statements, new Random(seed));
      shuffled.add(with(policy, statements));
    }
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  private static CompiledPolicy with(CompiledPolicy policy, List<Statement> statements) {
    PolicyDocument old = policy.document();
    return PolicyLanguage.compile(
        new PolicyDocument(old.kind(), old.version(), Optional.empty(), statements, false),
        policy.name(),
        "1");
  }

  private static PolicySet withIdentity(PolicySet policies, List<CompiledPolicy> identity) {
    return new PolicySet(
        identity,
        policies.permissionsBoundary(),
        policies.session(),
        policies.resource(),
        policies.serviceControl(),
        policies.resourceControl(),
        policies.vpcEndpoint());
  }
}
