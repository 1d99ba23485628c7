package io.keytrail.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.condition.Position;
import io.keytrail.policy.condition.Span;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Decision.Decider;
import io.keytrail.policy.eval.Decision.Decider.StatementRef;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.PolicyType;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import io.keytrail.policy.script.ScriptPrincipals;
import io.keytrail.policy.script.SeedSamples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/k";

  /// Issue 2, Show 3.
  @Test
  void seedKeyPolicy_namesTheAdministratorStatement() {
    Explained explained =
        explain(List.of(), key(SeedSamples.sample(1)), "kms:CreateGrant", Map.of());
    assertThat(explained.summary())
        .isEqualTo(
            "kms:CreateGrant on "
                + KEY
                + " is allowed by statement 2 of the resource policy `key-policy` (line 10, column 5).");
    assertThat(explained.decision().decidedBy())
        .containsExactly(
            new StatementRef(
                PolicyType.RESOURCE,
                "key-policy",
                "v1",
                "/Statement/1",
                2,
                Optional.empty(),
                Optional.of(new Span(new Position(10, 5), new Position(26, 6)))));
  }

  /// The fourth statement stands where DESIGN §6 shows it.
  @Test
  void seedKeyPolicy_fourthStatement_standsWhereTheContractShowsIt() {
    Explained explained =
        explain(
            List.of(),
            key(SeedSamples.sample(1)),
            "kms:CreateGrant",
            Map.of("kms:GrantIsForAWSResource", ContextValue.of("true")));
    StatementRef fourth = (StatementRef) explained.decision().decidedBy().get(1);
    assertThat(fourth.pointer()).isEqualTo("/Statement/3");
    assertThat(fourth.span()).contains(new Span(new Position(39, 5), new Position(49, 6)));
  }

  @Test
  void delegation_isNamedInTheSummary() {
    Explained explained =
        explain(
            List.of(policy(SeedSamples.sample(3), DocumentKind.IDENTITY, "kms-user")),
            key(
                """
                {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                 "Action": "kms:*", "Resource": "*"}]}
                """),
            "kms:CreateGrant",
            Map.of());
    assertThat(explained.summary())
        .isEqualTo(
            "kms:CreateGrant on "
                + KEY
                + " is allowed by statement 1 of the identity policy `kms-user` (line 4, column 9), to which"
                + " statement 1 of the resource policy `key-policy` (line 2, column 1) delegates.");
    Explanation statement =
        find(explained.explanation(), Kind.STATEMENT, "statement 1 (allow) applies to the account");
    assertThat(statement.holds()).isEqualTo(Truth.TRUE);
    assertThat(
            find(
                    statement,
                    Kind.PRINCIPAL,
                    "the caller's account is named, which delegates to its policies")
                .actual())
        .contains("arn:aws:iam::123456789012:user/Alice");
  }

  @Test
  void implicitDeny_saysWhoWasMissing() {
    assertThat(
            explain(List.of(), key(SeedSamples.sample(1)), "kms:ScheduleKeyDeletion", Map.of())
                .summary())
        .isEqualTo(
            "kms:ScheduleKeyDeletion on "
                + KEY
                + " is denied: the resource's policy delegates to the caller's account, whose identity policies do not"
                + " allow it.");
    assertThat(
            explain(
                    List.of(),
                    new ResourceGuard.Key(Optional.empty(), List.of()),
                    "kms:Sign",
                    Map.of())
                .summary())
        .isEqualTo(
            "kms:Sign on "
                + KEY
                + " is denied: no policy and no grant allows it to arn:aws:iam::123456789012:user/Alice.");
  }

  @Test
  void condition_showsExpectedAndActual() {
    Explained explained =
        explain(
            List.of(
                policy(
                    """
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*",
                     "Condition": {"StringLike": {"kms:RequestAlias": "alias/${aws:username}/*"}}}}
                    """,
                    DocumentKind.IDENTITY,
                    "i")),
            new ResourceGuard.None(),
            "kms:Decrypt",
            Map.of("kms:RequestAlias", ContextValue.of("alias/Bob/x")));
    Explanation condition =
        find(explained.explanation(), Kind.CONDITION, "StringLike kms:RequestAlias");
    assertThat(condition.holds()).isEqualTo(Truth.FALSE);
    assertThat(condition.expected()).contains("alias/Alice/*");
    assertThat(condition.actual()).contains("alias/Bob/x");
  }

  @Test
  void grant_showsWhyItDoesNotApply() {
    Grant grant =
        new Grant(
            "g1",
            KEY,
            "arn:aws:iam::123456789012:user/Alice",
            Set.of("Decrypt"),
            Optional.of(new Grant.Constraint.Subset(Map.of("a", "1"))),
            Optional.empty(),
            "v1");
    Explained explained =
        explain(
            List.of(),
            new ResourceGuard.Key(Optional.empty(), List.of(grant)),
            "kms:Decrypt",
            Map.of());
    Explanation node = find(explained.explanation(), Kind.GRANT, "grant `g1` does not apply");
    assertThat(node.ref()).contains(new Decider.GrantRef("g1"));
    Explanation constraint = find(node, Kind.CONDITION, "encryption context contains");
    assertThat(constraint.holds()).isEqualTo(Truth.FALSE);
    assertThat(constraint.expected()).contains("{a=1}");
    assertThat(constraint.actual()).contains("{}");
  }

  @Test
  void documentWithoutText_hasNoPositions() {
    var parsed = PolicyLanguage.parse(SeedSamples.sample(1), DocumentKind.KEY, false);
    CompiledPolicy policy =
        PolicyLanguage.compile(parsed.document().orElseThrow(), "key-policy", "v1");
    Explained explained =
        explain(
            List.of(),
            new ResourceGuard.Key(Optional.of(policy), List.of()),
            "kms:CreateGrant",
            Map.of());
    assertThat(((StatementRef) explained.decision().decidedBy().getFirst()).span()).isEmpty();
    assertThat(explained.summary()).endsWith("by statement 2 of the resource policy `key-policy`.");
  }

  @Test
  void policyWithoutName_isCalledByItsKindAlone() {
    var parsed = PolicyLanguage.parse(SeedSamples.sample(1), DocumentKind.KEY, false);
    CompiledPolicy policy = PolicyLanguage.compile(parsed.document().orElseThrow(), "", "v1");
    Explained explained =
        explain(
            List.of(),
            new ResourceGuard.Key(Optional.of(policy), List.of()),
            "kms:CreateGrant",
            Map.of());
    assertThat(explained.summary()).endsWith("by statement 2 of the resource policy.");
    assertThat(explained.explanation().because())
        .extracting(Explanation::label)
        .contains("resource policy allows");
  }

  private static Explained explain(
      List<CompiledPolicy> identity,
      ResourceGuard guard,
      String action,
      Map<String, ContextValue> context) {
    var request =
        new AccessRequest(
            ScriptPrincipals.parse("arn:aws:iam::123456789012:user/Alice"),
            action,
            KEY,
            "123456789012",
            context,
            Map.of(),
            List.of(),
            Set.of());
    var policies =
        new PolicySet(
            identity, Optional.empty(), Optional.empty(), guard, List.of(), List.of(), List.of());
    return new Explainer().explain(request, policies);
  }

  private static ResourceGuard key(String text) {
    return new ResourceGuard.Key(
        Optional.of(policy(text, DocumentKind.KEY, "key-policy")), List.of());
  }

  private static CompiledPolicy policy(String text, DocumentKind kind, String name) {
    return PolicyLanguage.compile(
        PolicyLanguage.parse(text, kind).document().orElseThrow(), name, "v1");
  }

  private static Explanation find(Explanation tree, Kind kind, String label) {
    return search(tree, kind, label)
        .orElseThrow(() -> new AssertionError("no %s `%s` in %s".formatted(kind, label, tree)));
  }

  private static Optional<Explanation> search(Explanation tree, Kind kind, String label) {
    if (tree.kind() == kind && tree.label().equals(label)) {
      return Optional.of(tree);
    }
    return tree.because().stream().flatMap(node -> search(node, kind, label).stream()).findFirst();
  }
}
