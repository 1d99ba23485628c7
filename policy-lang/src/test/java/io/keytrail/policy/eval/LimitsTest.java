package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Decision.Verdict;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.script.ScriptPrincipals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Hostile policies and requests end, and end in a denial.
class LimitsTest {

  @Test
  void manyStars_areLinear() {
    Decision decision = decide(like("*a".repeat(1_000) + "*b"), "a".repeat(2_000));
    assertThat(decision.verdict()).isEqualTo(Verdict.IMPLICIT_DENY);
    assertThat(decision.decidedBy()).isEmpty();
  }

  /// Patterns and value that would take hundreds of millions of steps.
  @Test
  void tooManySteps_areADenial() {
    String pattern = "*" + "a".repeat(1_000) + "b*";
    List<String> statements = new ArrayList<>();
    statements.add("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
    for (int i = 0; i < 30; i++) {
      statements.add(like(pattern));
    }
    Decision decision =
        decide(Cases.compile("p", DocumentKind.IDENTITY, statements, true), "a".repeat(8_000));
    assertThat(decision.verdict()).isEqualTo(Verdict.IMPLICIT_DENY);
    assertThat(decision.decidedBy()).containsExactly(new Decider.RuleRef("EVALUATION_LIMIT"));
  }

  @Test
  void manyStatements_areIndexedByAction() {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      statements.add(
          "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b%d\"}"
              .formatted(i));
    }
    statements.add("{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}");
    statements.add(
        "{\"Effect\":\"Deny\",\"NotAction\":[\"s3:*\",\"kms:*\",\"other:A\"],\"Resource\":\"*\"}");
    CompiledPolicy policy = Cases.compile("p", DocumentKind.IDENTITY, statements, true);
    assertThat(policy.candidates(RequestView.of(request("kms:Decrypt", "")).actionNumber()))
        .containsExactly(policy.statements().get(400));
    assertThat(policy.candidates(-1)).hasSize(402);
    assertThat(new Evaluator().decide(request("other:B", ""), set(policy)).verdict())
        .isEqualTo(Verdict.EXPLICIT_DENY);
    assertThat(new Evaluator().decide(request("other:A", ""), set(policy)).verdict())
        .isEqualTo(Verdict.IMPLICIT_DENY);
  }

  private static String like(String pattern) {
    return """
        {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"x:t":"%s"}}}"""
        .formatted(pattern);
  }

  private static Decision decide(String statement, String value) {
    return decide(Cases.compile("p", DocumentKind.IDENTITY, List.of(statement), true), value);
  }

  private static Decision decide(CompiledPolicy policy, String value) {
    return new Evaluator().decide(request("s3:GetObject", value), set(policy));
  }

  private static AccessRequest request(String action, String value) {
    return new AccessRequest(
        ScriptPrincipals.parse("arn:aws:iam::123456789012:user/Alice"),
        action,
        "arn:aws:s3:::b",
        "123456789012",
        Map.of("x:t", ContextValue.of(value)),
        Map.of(),
        List.of(),
        Set.of());
  }

  private static PolicySet set(CompiledPolicy policy) {
    return new PolicySet(
        List.of(policy),
        Optional.empty(),
        Optional.empty(),
        new ResourceGuard.None(),
        List.of(),
        List.of(),
        List.of());
  }
}
