package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Decision.Verdict;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What stays behind in a thread that has decided: nothing.
class EvaluatorTest {
  private static final int COLLECTIONS = 10;
  private static final String ALLOW = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";

  @Test
  void decide_letsGoOfThePolicies() {
    var evaluator = new Evaluator();
    WeakReference<CompiledPolicy> policy = decided(evaluator);
    for (int i = 0; i < COLLECTIONS && policy.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(policy.get()).as("reachable after the decision").isNull();
    assertThat(evaluator).isNotNull();
  }

  private static WeakReference<CompiledPolicy> decided(Evaluator evaluator) {
    CompiledPolicy policy = Requests.policy("p", DocumentKind.IDENTITY, ALLOW);
    AccessRequest request = Requests.on("arn:aws:s3:::b/k", "s3:GetObject");
    assertThat(evaluator.decide(request, Requests.identity(policy)).allowed()).isTrue();
    return new WeakReference<>(policy);
  }

  /// Each decision has its own steps.
  @Test
  void exhaustion_endsWithTheDecision() {
    var judge = new Judge();
    RequestView request = RequestView.of(Requests.on("arn:aws:s3:::b/k", "s3:GetObject"));
    PolicySet policies = Requests.identity(Requests.policy("p", DocumentKind.IDENTITY, ALLOW));
    assertThat(judge.verdict(request, policies)).isEqualTo(Verdict.ALLOWED);
    judge.evaluation().scratch.budget.spend(Budget.STEPS);
    assertThat(judge.verdict(request, policies)).isEqualTo(Verdict.ALLOWED);
  }

  /// What one decision met is not told of the next.
  @Test
  void decisions_doNotSeeEachOther() {
    var evaluator = new Evaluator();
    CompiledPolicy asks =
        Requests.policy(
            "p",
            DocumentKind.IDENTITY,
            """
            {"Effect":"Allow","Action":"*","Resource":"*",
             "Condition":{"StringEquals":{"x:t":"${x:none}"}}}""");
    AccessRequest request = Requests.with(Map.of());
    Decision first = evaluator.decide(request, Requests.identity(asks));
    assertThat(first.missingContext()).containsExactly("x:t");
    Decision second =
        evaluator.decide(
            request, Requests.identity(Requests.policy("q", DocumentKind.IDENTITY, ALLOW)));
    assertThat(second.missingContext()).isEmpty();
    assertThat(second.verdict()).isEqualTo(Verdict.ALLOWED);
    assertThat(evaluator.decide(request, PolicySet.NONE).verdict())
        .isEqualTo(Verdict.IMPLICIT_DENY);
  }
}
