package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.compile.TextPattern;
import io.keytrail.policy.eval.Inspection.GrantAnswer;
import io.keytrail.policy.eval.Inspection.StatementAnswer;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What an explanation asks after a decision, question by question.
class InspectionTest {
  private static final String ALL = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
  private static final String TO_ALL =
      "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}";
  private static final String NOBODY =
      "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"x:y\",\"Resource\":\"*\"}";

  private final CompiledPolicy identity = Requests.policy("i", DocumentKind.IDENTITY, ALL);
  private final CompiledPolicy resource = Requests.policy("r", DocumentKind.RESOURCE, TO_ALL);
  private final CompiledPolicy useless = Requests.policy("n", DocumentKind.RESOURCE, NOBODY);
  private final CompiledPolicy denial =
      Requests.policy(
          "d",
          DocumentKind.RESOURCE,
          TO_ALL,
          "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}");

  private static Inspection of(AccessRequest request, PolicySet policies) {
    return Inspection.of(new Judge(), RequestView.of(request), policies);
  }

  private PolicySet everything(ResourceGuard guard) {
    return new PolicySet(
        List.of(identity),
        Optional.of(List.of(identity)),
        Optional.of(List.of(identity)),
        guard,
        List.of(List.of(identity), List.of(identity, identity)),
        List.of(List.of(resource)),
        List.of(resource));
  }

  @Test
  void concerns_tellsWhichKindsTakePart() {
    ResourceGuard key = new ResourceGuard.Key(Optional.of(resource), List.of());
    assertThat(concerned(Requests.ALICE, "kms:Decrypt", everything(key)))
        .isEqualTo(EnumSet.allOf(PolicyType.class));
    assertThat(concerned("ec2.amazonaws.com", "kms:Decrypt", everything(key)))
        .containsExactly(PolicyType.RESOURCE_CONTROL, PolicyType.VPC_ENDPOINT, PolicyType.RESOURCE);
    assertThat(concerned(Requests.ALICE, "kms:Decrypt", PolicySet.NONE))
        .containsExactly(PolicyType.IDENTITY);
    assertThat(
            concerned(
                "arn:aws:iam::123456789012:role/aws-service-role/x/Linked@s",
                "kms:Decrypt",
                everything(new ResourceGuard.None())))
        .containsExactly(
            PolicyType.VPC_ENDPOINT,
            PolicyType.PERMISSIONS_BOUNDARY,
            PolicyType.SESSION,
            PolicyType.IDENTITY);
  }

  private static Set<PolicyType> concerned(String principal, String action, PolicySet policies) {
    Inspection inspection = of(Requests.by(principal, action), policies);
    Set<PolicyType> types = EnumSet.noneOf(PolicyType.class);
    for (PolicyType type : PolicyType.all()) {
      if (inspection.concerns(type)) {
        types.add(type);
      }
    }
    return types;
  }

  @Test
  void passes_isAllowedAndNotDenied() {
    for (CompiledPolicy policy : List.of(resource, useless, denial)) {
      boolean passes = policy == resource;
      PolicySet policies =
          new PolicySet(
              List.of(policy),
              Optional.of(List.of(policy)),
              Optional.of(List.of(policy)),
              new ResourceGuard.Key(Optional.of(policy), List.of()),
              List.of(List.of(policy)),
              List.of(List.of(policy)),
              List.of(policy));
      Inspection inspection = of(Requests.by(Requests.ALICE, "kms:Decrypt"), policies);
      for (PolicyType type : PolicyType.all()) {
        assertThat(inspection.passes(type)).as(policy.name() + " " + type).isEqualTo(passes);
      }
      assertThat(inspection.decision().allowed()).isEqualTo(passes);
    }
    Inspection root =
        of(Requests.by("arn:aws:iam::123456789012:root", "s3:GetObject"), PolicySet.NONE);
    assertThat(root.passes(PolicyType.IDENTITY)).isTrue();
    assertThat(root.root()).isTrue();
  }

  @Test
  void policies_areThoseOfTheKindByLevel() {
    ResourceGuard key = new ResourceGuard.Key(Optional.of(resource), List.of());
    Inspection all = of(Requests.by(Requests.ALICE, "kms:Decrypt"), everything(key));
    for (PolicyType type : PolicyType.all()) {
      assertThat(all.levels(type)).hasSize(type == PolicyType.SERVICE_CONTROL ? 2 : 1);
      assertThat(all.policies(type)).hasSize(type == PolicyType.SERVICE_CONTROL ? 3 : 1);
    }
    assertThat(all.policies(PolicyType.RESOURCE)).containsExactly(resource);
    Inspection none = of(Requests.by(Requests.ALICE, "kms:Decrypt"), PolicySet.NONE);
    for (PolicyType type : PolicyType.all()) {
      assertThat(none.policies(type)).isEmpty();
    }
  }

  @Test
  void statement_answersEveryElement() {
    CompiledPolicy policy =
        Requests.policy(
            "r",
            DocumentKind.RESOURCE,
            """
            {"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:Decrypt",
             "Resource":"arn:aws:s3:::b","Condition":{"Bool":{"x:b":"true"}}}""",
            """
            {"Effect":"Deny","NotPrincipal":"*","Action":"kms:Encrypt","Resource":"*"}""",
            """
            {"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*",
             "Condition":{"StringEquals":{"x:t":"${x:none}"}}}""");
    PolicySet policies = PolicySet.NONE.guardedBy(new ResourceGuard.Policy(policy));
    Inspection inspection =
        of(
            Requests.with(Map.of("x:b", ContextValue.of("false"), "x:t", ContextValue.of("a"))),
            policies);
    assertThat(answer(inspection, policy, 0))
        .isEqualTo(new StatementAnswer(true, Level.ACCOUNT, Truth.FALSE, Truth.FALSE, false));
    assertThat(answer(inspection, policy, 1))
        .isEqualTo(new StatementAnswer(false, Level.NONE, Truth.TRUE, Truth.TRUE, false));
    assertThat(answer(inspection, policy, 2))
        .isEqualTo(new StatementAnswer(true, Level.DIRECT, Truth.TRUE, Truth.ERROR, true));
    assertThat(inspection.coversAction(policy.statements().get(0))).isTrue();
    assertThat(inspection.coversAction(policy.statements().get(1))).isFalse();
    assertThat(inspection.holds(policy.statements().get(2).condition())).isEqualTo(Truth.ERROR);
    assertThat(inspection.missingContext()).containsExactly("x:none");
    assertThat(inspection.ownKey(PolicyType.RESOURCE)).isFalse();
  }

  private static StatementAnswer answer(Inspection inspection, CompiledPolicy policy, int index) {
    return inspection.statement(policy.statements().get(index), PolicyType.RESOURCE);
  }

  @Test
  void grant_answersEveryField() {
    Grant grant =
        new Grant(
            "g",
            Requests.KEY,
            Requests.ALICE,
            Set.of("Decrypt"),
            Optional.of(new Grant.Constraint.Subset(Map.of("a", "1"))),
            Optional.of("arn:aws:s3:::b"),
            "1");
    PolicySet policies =
        PolicySet.NONE.guardedBy(new ResourceGuard.Key(Optional.empty(), List.of(grant)));
    Inspection lacking = of(Requests.by(Requests.ALICE, "kms:Decrypt"), policies);
    assertThat(lacking.grants()).containsExactly(grant);
    assertThat(lacking.grant(grant))
        .isEqualTo(
            new GrantAnswer(true, true, Level.DIRECT, true, Truth.FALSE, Truth.FALSE, false));
    assertThat(lacking.grantOperation()).contains("Decrypt");
    assertThat(lacking.guarded()).isTrue();
    assertThat(lacking.ownKey(PolicyType.RESOURCE)).isTrue();
    assertThat(lacking.ownKey(PolicyType.IDENTITY)).isFalse();
    Inspection fitting =
        of(
            Requests.by(
                Requests.ALICE,
                "kms:Decrypt",
                Requests.KEY,
                Map.of("aws:SourceArn", ContextValue.of("arn:aws:s3:::b")),
                Map.of("A", "1"),
                Set.of()),
            policies);
    assertThat(fitting.grant(grant))
        .isEqualTo(new GrantAnswer(true, true, Level.DIRECT, true, Truth.TRUE, Truth.TRUE, true));
    Inspection other = of(Requests.on("arn:aws:kms:::key/other", "kms:Sign"), policies);
    assertThat(other.grant(grant).key()).isFalse();
    assertThat(other.grant(grant).operation()).isFalse();
    assertThat(other.grant(grant).party()).isEqualTo(Level.NONE);
    Inspection alias = of(Requests.on("arn:aws:kms:::alias/a", "kms:Decrypt"), policies);
    assertThat(alias.grants()).isEmpty();
    assertThat(alias.guarded()).isFalse();
  }

  @Test
  void request_isToMakeOrToRetireAGrant() {
    Inspection make = of(Requests.by(Requests.ALICE, "kms:CreateGrant"), PolicySet.NONE);
    assertThat(make.makesGrant()).isTrue();
    assertThat(make.retires()).isFalse();
    Inspection retire = of(Requests.by(Requests.ALICE, "kms:RetireGrant"), PolicySet.NONE);
    assertThat(retire.makesGrant()).isFalse();
    assertThat(retire.retires()).isTrue();
    assertThat(retire.crossAccount()).isFalse();
    assertThat(retire.root()).isFalse();
    assertThat(retire.request().foldedAction()).isEqualTo("kms:retiregrant");
    Inspection list = of(Requests.by(Requests.ALICE, "kms:ListGrants"), PolicySet.NONE);
    assertThat(list.grantOperation()).isEmpty();
    assertThat(
            of(Requests.by("arn:aws:iam::111122223333:user/A", "s3:GetObject"), PolicySet.NONE)
                .crossAccount())
        .isTrue();
  }

  @Test
  void federatedUser_needsASessionPolicy() {
    AccessRequest fred =
        Requests.by("arn:aws:sts::123456789012:federated-user/Fred", "s3:GetObject");
    assertThat(of(fred, PolicySet.NONE).federatedWithoutPolicy()).isTrue();
    assertThat(of(fred, everything(new ResourceGuard.None())).federatedWithoutPolicy()).isFalse();
    assertThat(
            of(Requests.by(Requests.ALICE, "s3:GetObject"), PolicySet.NONE)
                .federatedWithoutPolicy())
        .isFalse();
  }

  @Test
  void patterns_areShownAsTheyWereCompared() {
    shown("a*${aws:username}?", "a*Alice?", Optional.of("axAlicex"));
    shown("a*b?", "a*b?", Optional.of("axbx"));
    shown("a${*}*${$}", "a**$", Optional.of("a*x$"));
    shown("plain\uD83D\uDE00", "plain\uD83D\uDE00", Optional.of("plain\uD83D\uDE00"));
    shown("${*}x", "*x", Optional.of("*x"));
    shown("a\u0000b*", "a\u0000b*", Optional.of("a\u0000bx"));
    shown("${x:none}*", "${x:none}*", Optional.empty());
  }

  private static void shown(String written, String shown, Optional<String> example) {
    TextPattern pattern = Requests.pattern(written);
    Inspection inspection = of(Requests.by(Requests.ALICE, "s3:GetObject"), PolicySet.NONE);
    assertThat(inspection.shown(pattern)).isEqualTo(shown);
    assertThat(inspection.example(pattern)).isEqualTo(example);
  }

  @Test
  void bare_knowsNothingButTheGivenContext() {
    Inspection bare = Inspection.bare(Requests.with(Map.of("x:t", ContextValue.of("a"))));
    assertThat(bare.request().value("aws:username")).isNull();
    assertThat(bare.request().value("x:t")).isEqualTo(ContextValue.of("a"));
    assertThat(bare.grants()).isEmpty();
  }
}
