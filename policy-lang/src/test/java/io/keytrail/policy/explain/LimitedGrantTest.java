package io.keytrail.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Truth;
import io.keytrail.policy.explain.Explanation.Kind;
import io.keytrail.policy.script.ScriptPrincipals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is said of grants that are not enough by themselves, and of what hangs on unknown keys.
class LimitedGrantTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Admin";
  private static final String OWN_KEY = "arn:aws:kms:us-west-2:123456789012:key/k";
  private static final String FOREIGN_KEY = "arn:aws:kms:us-west-2:111122223333:key/k";
  private static final String LIMITED = "boundary and session policy limit a grant to a role";
  private static final String BESIDE =
      "such a grant counts only beside the caller's identity policies, within boundary and session"
          + " policy";
  private static final String TWO_SIDES =
      "the resource is in another account: its policy and the caller's policies must both allow";
  private static final String VIA_EC2 =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*",
       "Condition": {"StringEquals": {"kms:ViaService": "ec2.us-west-2.amazonaws.com"}}}}
      """;
  private static final String STORAGE =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
      """;

  @Test
  void grantToARole_isNamedWithWhatLimitsIt() {
    Explained denied = explain(OWN_KEY, Optional.empty(), Optional.of(STORAGE), "");
    assertThat(denied.summary())
        .isEqualTo(
            "kms:Decrypt on " + OWN_KEY + " is denied: the session policies do not allow it.");
    Explanation grant =
        find(denied.explanation(), Kind.GRANT, "grant `g1` applies, but is not enough");
    assertThat(grant.holds()).isEqualTo(Truth.FALSE);
    assertThat(find(grant, Kind.RULE, LIMITED).holds()).isEqualTo(Truth.FALSE);

    Explained allowed = explain(OWN_KEY, Optional.empty(), Optional.of(VIA_EC2), "given");
    assertThat(allowed.summary())
        .isEqualTo("kms:Decrypt on " + OWN_KEY + " is allowed by grant `g1`.");
    assertThat(find(allowed.explanation(), Kind.RULE, LIMITED).holds()).isEqualTo(Truth.TRUE);
  }

  @Test
  void grantAcrossAccounts_isNamedWithTheIdentityPoliciesItNeeds() {
    Explained denied = explain(FOREIGN_KEY, Optional.of(STORAGE), Optional.empty(), "");
    assertThat(denied.summary())
        .isEqualTo(
            "kms:Decrypt on "
                + FOREIGN_KEY
                + " is denied: the grant counts only beside the caller's identity policies, which"
                + " do not allow it.");
    assertThat(find(denied.explanation(), Kind.RULE, BESIDE).holds()).isEqualTo(Truth.FALSE);
    assertThat(find(denied.explanation(), Kind.RULE, TWO_SIDES).holds()).isEqualTo(Truth.FALSE);

    Explained allowed = explain(FOREIGN_KEY, Optional.of(VIA_EC2), Optional.empty(), "given");
    assertThat(allowed.summary())
        .isEqualTo(
            "kms:Decrypt on "
                + FOREIGN_KEY
                + " is allowed by statement 1 of the identity policy `identity` (line 1, column 40)"
                + " and grant `g1`.");
    assertThat(find(allowed.explanation(), Kind.RULE, BESIDE).holds()).isEqualTo(Truth.TRUE);
    assertThat(find(allowed.explanation(), Kind.RULE, TWO_SIDES).holds()).isEqualTo(Truth.TRUE);
  }

  /// The same document as identity policy and as session policy: to change one changes one.
  @Test
  void nearMisses_changeADocumentAsOneKindOnly() {
    CompiledPolicy both = policy(STORAGE, "storage");
    PolicySet policies =
        new PolicySet(
            List.of(both),
            Optional.empty(),
            Optional.of(List.of(both)),
            new ResourceGuard.Key(Optional.empty(), List.of(grant(OWN_KEY))),
            List.of(),
            List.of(),
            List.of());
    assertThat(new Explainer().explain(request(OWN_KEY, ""), policies).nearMisses())
        .extracting(miss -> Summary.named(miss.ref()))
        .containsExactly("statement 1 of the session policy `storage` (line 1, column 40)");
  }

  /// Neither yes nor no: the rules, the policies and the statements that hang on the key.
  @Test
  void whatIsNotKnown_isSaidToBeUnknown() {
    Explained session = explain(OWN_KEY, Optional.empty(), Optional.of(VIA_EC2), "unknown");
    assertThat(find(session.explanation(), Kind.RULE, LIMITED).holds()).isEqualTo(Truth.UNKNOWN);
    Explanation policy =
        find(session.explanation(), Kind.POLICY, "session policy `session` may allow");
    assertThat(policy.holds()).isEqualTo(Truth.UNKNOWN);

    find(session.explanation(), Kind.GRANT, "grant `g1` may allow");

    Explained identity = explain(FOREIGN_KEY, Optional.of(VIA_EC2), Optional.empty(), "unknown");
    assertThat(find(identity.explanation(), Kind.RULE, BESIDE).holds()).isEqualTo(Truth.UNKNOWN);
    assertThat(find(identity.explanation(), Kind.RULE, TWO_SIDES).holds()).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void policiesThatMayDeny_sayNoMore() {
    String may =
        """
        {"Version": "2012-10-17", "Statement": [
         {"Effect": "Deny", "Action": "kms:*", "Resource": "*",
          "Condition": {"StringEquals": {"kms:ViaService": "ec2.us-west-2.amazonaws.com"}}},
         %s]}
        """;
    String always = "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";
    String sometimes =
        """
        {"Effect": "Allow", "Action": "kms:*", "Resource": "*",
         "Condition": {"StringEquals": {"kms:ViaService": "s3.us-west-2.amazonaws.com"}}}
        """;
    Explained denying =
        explain(OWN_KEY, Optional.empty(), Optional.of(may.formatted(always)), "unknown");
    find(denying.explanation(), Kind.POLICY, "session policy `session` may deny");
    Explained both =
        explain(OWN_KEY, Optional.empty(), Optional.of(may.formatted(sometimes)), "unknown");
    find(both.explanation(), Kind.POLICY, "session policy `session` may allow or deny");
  }

  /// A level that may allow is not said to lack an allowing statement.
  @Test
  void levelThatMayAllow_isNotSaidToLackAnAllow() {
    PolicySet policies =
        new PolicySet(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new ResourceGuard.Key(Optional.empty(), List.of(grant(OWN_KEY))),
            List.of(List.of(policy(VIA_EC2, "scp"))),
            List.of(),
            List.of());
    Explained explained = new Explainer().explain(request(OWN_KEY, "unknown"), policies);
    find(explained.explanation(), Kind.POLICY, "service control policy `scp` at level 1 may allow");
    assertThat(explained.explanation().toString()).doesNotContain("has no statement");
  }

  /// Pairs of the encryption context that are given as condition keys are shown as well.
  @Test
  void constraint_showsPairsThatAreConditionKeys() {
    AccessRequest request =
        new AccessRequest(
            ScriptPrincipals.parse("arn:aws:sts::123456789012:assumed-role/Admin/me"),
            "kms:Decrypt",
            OWN_KEY,
            "123456789012",
            Map.of("kms:EncryptionContext:a", ContextValue.of("2")),
            Map.of("b", "3"),
            List.of(),
            Set.of());
    Grant subset =
        new Grant(
            "g1",
            OWN_KEY,
            ROLE,
            Set.of("Decrypt"),
            Optional.of(new Grant.Constraint.Subset(Map.of("a", "1"))),
            Optional.empty(),
            "v1");
    var guard = new ResourceGuard.Key(Optional.empty(), List.of(subset));
    Explained explained = new Explainer().explain(request, PolicySet.NONE.guardedBy(guard));
    assertThat(
            find(explained.explanation(), Kind.CONDITION, "encryption context contains").actual())
        .contains("{a=2, b=3}");
    assertThat(explained.nearMisses()).hasSize(1);
    NearMiss.Change change = explained.nearMisses().getFirst().change();
    assertThat(change.context())
        .containsExactly(Map.entry("kms:EncryptionContext:a", ContextValue.of("1")));
    assertThat(change.encryptionContext()).isEmpty();
  }

  /// @param via `given`, `unknown` or absent
  private static Explained explain(
      String key, Optional<String> identity, Optional<String> session, String via) {
    PolicySet policies =
        new PolicySet(
            identity.map(text -> policy(text, "identity")).stream().toList(),
            Optional.empty(),
            session.map(text -> List.of(policy(text, "session"))),
            new ResourceGuard.Key(Optional.empty(), List.of(grant(key))),
            List.of(),
            List.of(),
            List.of());
    return new Explainer().explain(request(key, via), policies);
  }

  private static AccessRequest request(String key, String via) {
    return new AccessRequest(
        ScriptPrincipals.parse("arn:aws:sts::123456789012:assumed-role/Admin/me"),
        "kms:Decrypt",
        key,
        key.substring(22, 34),
        via.equals("given")
            ? Map.of("kms:ViaService", ContextValue.of("ec2.us-west-2.amazonaws.com"))
            : Map.of(),
        Map.of(),
        List.of(),
        via.equals("unknown") ? Set.of("kms:ViaService") : Set.of());
  }

  private static Grant grant(String key) {
    return new Grant("g1", key, ROLE, Set.of("Decrypt"), Optional.empty(), Optional.empty(), "v1");
  }

  private static CompiledPolicy policy(String text, String name) {
    return PolicyLanguage.compile(
        PolicyLanguage.parse(text, DocumentKind.IDENTITY).document().orElseThrow(), name, "v1");
  }

  private static Explanation find(Explanation tree, Kind kind, String label) {
    return search(tree, kind, label)
        .orElseThrow(() -> new AssertionError("no %s `%s` in %s".formatted(kind, label, tree)));
  }

  private static Optional<Explanation> search(Explanation tree, Kind kind, String label) {
    return tree.kind() == kind && tree.label().equals(label)
        ? Optional.of(tree)
        : tree.because().stream().flatMap(node -> search(node, kind, label).stream()).findFirst();
  }
}
