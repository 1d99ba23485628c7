package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
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

/// What must hold of every decision, whatever the policies. `-Dseed=` runs one case.
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

  @Test
  void addedDeny_neverAllows() {
    forEach(
        (seed, cases) -> {
          PolicySet policies = cases.policies();
          AccessRequest request = cases.request();
          String deny = cases.statement(DocumentKind.IDENTITY, "Deny");
          PolicySet more = withIdentity(policies, added(policies, deny));
          if (!evaluator.decide(request, policies).allowed()) {
            assertThat(evaluator.decide(request, more).allowed()).as("seed " + seed).isFalse();
          }
        });
  }

  @Test
  void addedAllow_neverDenies() {
    forEach(
        (seed, cases) -> {
          PolicySet policies = cases.policies();
          AccessRequest request = cases.request();
          String allow = cases.statement(DocumentKind.IDENTITY, "Allow");
          PolicySet more = withIdentity(policies, added(policies, allow));
          if (evaluator.decide(request, policies).allowed()) {
            assertThat(evaluator.decide(request, more).allowed()).as("seed " + seed).isTrue();
          }
        });
  }

  @Test
  void splitDocument_decidesAlike() {
    forEach(
        (seed, cases) -> {
          PolicySet policies = cases.policies();
          AccessRequest request = cases.request();
          List<CompiledPolicy> split = new ArrayList<>();
          for (CompiledPolicy policy : policies.identity()) {
            policy.document().statements().forEach(s -> split.add(with(policy, List.of(s))));
          }
          assertThat(evaluator.decide(request, withIdentity(policies, split)).verdict())
              .as("seed " + seed)
              .isEqualTo(evaluator.decide(request, policies).verdict());
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

  private static List<CompiledPolicy> added(PolicySet policies, String statement) {
    List<CompiledPolicy> more = new ArrayList<>(policies.identity());
    more.add(Cases.compile("more", DocumentKind.IDENTITY, List.of(statement), true));
    return more;
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
