package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.PolicyDocument;
import io.keytrail.policy.ast.Statement;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.ConditionBlock;
import io.keytrail.policy.condition.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a lint calls idle is idle: without it every request is decided as before. `-Dseed=` runs
/// one case.
class LintSoundnessTest {
  private static final int CASES = 4_000;
  private static final int REQUESTS = 20;

  private final Evaluator evaluator = new Evaluator();
  private final Map<String, Integer> confirmed = new HashMap<>();

  @Test
  void idleStatementsAndConditions_decideNothing() {
    Long single = Long.getLong("seed");
    for (long seed = single == null ? 0 : single;
        seed < (single == null ? CASES : single + 1);
        seed++) {
      check(seed, new Cases(seed));
    }
    if (single == null) {
      assertThat(confirmed)
          .containsKeys("VOID_CONDITION", "DEAD_STATEMENT", "SHADOWED_DENY", "SHADOWED_ALLOW");
    }
  }

  private void check(long seed, Cases cases) {
    DocumentKind kind = cases.random.nextBoolean() ? DocumentKind.IDENTITY : DocumentKind.RESOURCE;
    String text =
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + String.join(",", statements(cases, kind))
            + "]}";
    PolicyDocument document = PolicyLanguage.parse(text, kind).document().orElseThrow();
    for (Diagnostic finding : PolicyLanguage.lint(text, kind)) {
      Optional<PolicyDocument> without = without(document, finding);
      if (without.isPresent()) {
        decideAlike(seed, cases, finding, document, without.get());
        confirmed.merge(finding.code(), 1, Integer::sum);
      }
    }
  }

  private void decideAlike(
      long seed, Cases cases, Diagnostic finding, PolicyDocument before, PolicyDocument after) {
    for (int i = 0; i < REQUESTS; i++) {
      AccessRequest request = AccessRequests.derive(cases.request());
      assertThat(evaluator.decide(request, policies(after)).verdict())
          .as("seed %d, %s, %s", seed, finding, request)
          .isEqualTo(evaluator.decide(request, policies(before)).verdict());
    }
  }

  private static PolicySet policies(PolicyDocument document) {
    CompiledPolicy policy = PolicyLanguage.compile(document, "p", "1");
    boolean identity = document.kind() == DocumentKind.IDENTITY;
    return new PolicySet(
        identity ? List.of(policy) : List.of(),
        Optional.empty(),
        Optional.empty(),
        identity ? new PolicySet.ResourceGuard.None() : new PolicySet.ResourceGuard.Policy(policy),
        List.of(),
        List.of(),
        List.of());
  }

  /// A few statements, some of them variations of each other.
  private static List<String> statements(Cases cases, DocumentKind kind) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String effect = cases.random.nextInt(3) == 0 ? "Deny" : "Allow";
      statements.add(cases.statement(kind, effect));
    }
    String copied = cases.one(statements);
    int condition = copied.indexOf(",\"Condition\"");
    String bare = condition < 0 ? copied : copied.substring(0, condition) + "}";
    statements.add(cases.random.nextInt(4) == 0 ? bare.replace("\"Allow\"", "\"Deny\"") : bare);
    return statements;
  }

  /// The document without what the finding is about; empty for findings of another kind.
  private static Optional<PolicyDocument> without(PolicyDocument document, Diagnostic finding) {
    return switch (finding.code()) {
      case "DEAD_STATEMENT", "SHADOWED_DENY", "SHADOWED_ALLOW" ->
          Optional.of(
              with(
                  document,
                  document.statements().stream()
                      .filter(statement -> !statement.span().equals(finding.span()))
                      .toList()));
      case "VOID_CONDITION" ->
          finding.message().contains(" for `")
              ? Optional.empty()
              : Optional.of(
                  with(
                      document,
                      document.statements().stream()
                          .map(s -> s.condition().span().equals(finding.span()) ? bare(s) : s)
                          .toList()));
      default -> Optional.empty();
    };
  }

  private static Statement bare(Statement s) {
    return new Statement(
        s.number(),
        s.pointer(),
        s.sid(),
        s.effect(),
        s.principal(),
        s.action(),
        s.resource(),
        ConditionBlock.EMPTY,
        s.span());
  }

  private static PolicyDocument with(PolicyDocument document, List<Statement> statements) {
    return new PolicyDocument(
        document.kind(), document.version(), document.id(), statements, false);
  }
}
