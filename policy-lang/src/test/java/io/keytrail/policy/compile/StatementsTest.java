package io.keytrail.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.ast.Version;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.condition.BoundCondition;
import io.keytrail.policy.condition.Conditions;
import io.keytrail.policy.condition.IamOperator.Base;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Statements: what they cover, what a trial changes in them, and how they are worded.
class StatementsTest {
  private static final Catalogue CATALOGUE = Catalogue.standard();

  // Made anew for each test: wordings remember.
  private final CompiledPolicy policy =
      policy(
          """
          {"Version": "2012-10-17", "Statement": [
           {"Effect": "Allow", "Principal": {"AWS": ["123456789012", "*"]},
            "Action": ["kms:De*", "x:Y"], "Resource": "arn:aws:s3:::a"},
           {"Effect": "Deny", "NotPrincipal": "*", "NotAction": ["kms:De*", "x:Y*"],
            "NotResource": "*", "Condition": {"Null": {"a": "true"}}}]}
          """,
          DocumentKind.RESOURCE);

  @Test
  void actions_areCoveredByNumberOrByName() {
    ActionSet some = policy.statements().getFirst().action();
    ActionSet others = policy.statements().getLast().action();
    assertThat(some.negated()).isFalse();
    assertThat(others.negated()).isTrue();
    for (String action : List.of("kms:decrypt", "kms:describekey", "kms:derivesharedsecret")) {
      assertThat(covers(some, action)).as(action).isTrue();
      assertThat(covers(others, action)).as(action).isFalse();
    }
    for (String action : List.of("kms:encrypt", "s3:getobject", "kms:unknown", "x:z", "y:x:y")) {
      assertThat(covers(some, action)).as(action).isFalse();
      assertThat(covers(others, action)).as(action).isTrue();
    }
    assertThat(covers(some, "kms:deunknown")).isTrue();
    assertThat(covers(some, "x:y")).isTrue();
    assertThat(covers(some, "x:yz")).isFalse();
    assertThat(covers(others, "x:yz")).isFalse();
    assertThat(covers(some, "kms")).isFalse();
    assertThat(covers(some, "kms:")).isFalse();
  }

  @Test
  void wildcards_standForAnyRunOfTheName() {
    assertThat(covers(action("\"*\""), "any:thing")).isTrue();
    assertThat(covers(action("\"*:*\""), "any:thing")).isTrue();
    assertThat(covers(action("\"*:*\""), "kms:decrypt")).isTrue();
    assertThat(covers(action("\"kms:*\""), "kms:decrypt")).isTrue();
    assertThat(covers(action("\"kms:*\""), "s3:getobject")).isFalse();
    assertThat(covers(action("\"kms:**\""), "kms:decrypt")).isTrue();
    assertThat(covers(action("\"kms:?\""), "kms:decrypt")).isFalse();
    assertThat(covers(action("\"kms:x\""), "kms:decrypt")).isFalse();
  }

  @Test
  void alsoAbout_addsOneAction() {
    int encrypt = CATALOGUE.number("kms:encrypt");
    CompiledStatement known = policy.statements().getFirst().alsoAbout(encrypt, "kms:encrypt");
    assertThat(covers(known.action(), "kms:encrypt")).isTrue();
    assertThat(covers(known.action(), "kms:decrypt")).isTrue();
    assertThat(covers(known.action(), "kms:sign")).isFalse();
    assertThat(covers(policy.statements().getFirst().action(), "kms:encrypt")).isFalse();
    CompiledStatement unknown = policy.statements().getFirst().alsoAbout(-1, "x:z");
    assertThat(covers(unknown.action(), "x:z")).isTrue();
    assertThat(covers(unknown.action(), "x:y")).isTrue();
    CompiledStatement spared = policy.statements().getLast().alsoAbout(-1, "x:yz");
    assertThat(covers(spared.action(), "x:yz")).isTrue();
    assertThat(covers(spared.action(), "kms:deunknown")).isFalse();
    assertThat(spared.action().negated()).isTrue();
    int decrypt = CATALOGUE.number("kms:decrypt");
    CompiledStatement back = policy.statements().getLast().alsoAbout(decrypt, "kms:decrypt");
    assertThat(covers(back.action(), "kms:decrypt")).isTrue();
    assertThat(covers(back.action(), "kms:describekey")).isFalse();
  }

  @Test
  void alsoOn_addsOneResource() {
    CompiledStatement first = policy.statements().getFirst();
    ResourceSet literal = first.alsoOn("arn:aws:s3:::*").resource().orElseThrow();
    assertThat(literal.everything()).isFalse();
    assertThat(literal.negated()).isFalse();
    assertThat(literal.patterns()).hasSize(2);
    assertThat(literal.patterns().getLast().text().shape()).isEqualTo(TextPattern.Shape.EXACT);
    assertThat(literal.patterns().getLast().never()).isFalse();
    ResourceSet all = first.alsoOn("*").resource().orElseThrow();
    assertThat(all.everything()).isTrue();
    assertThat(all.patterns().getLast().text().shape()).isEqualTo(TextPattern.Shape.ANY);
    ResourceSet still = policy.statements().getLast().alsoOn("x").resource().orElseThrow();
    assertThat(still.everything()).isTrue();
    assertThat(still.negated()).isTrue();
  }

  @Test
  void alsoFor_addsOnePrincipal() {
    var somebody = new PrincipalPattern.ServiceHost("ec2.amazonaws.com");
    PrincipalSet set = policy.statements().getFirst().alsoFor(somebody).principal().orElseThrow();
    assertThat(set.patterns())
        .containsExactly(
            new PrincipalPattern.Account("123456789012"),
            new PrincipalPattern.Everyone(),
            somebody);
    assertThat(set.negated()).isFalse();
    assertThat(policy.statements().getLast().alsoFor(somebody).principal().orElseThrow().negated())
        .isTrue();
  }

  @Test
  void under_changesTheConditionAlone() {
    CompiledStatement last = policy.statements().getLast();
    CompiledStatement first = policy.statements().getFirst().under(last.condition());
    assertThat(first.condition()).isSameAs(last.condition());
    assertThat(first.source()).isSameAs(policy.statements().getFirst().source());
    assertThat(first.allows()).isTrue();
    assertThat(last.allows()).isFalse();
  }

  @Test
  void with_replacesOneStatement() {
    CompiledStatement last = policy.statements().getLast();
    CompiledStatement other = last.alsoOn("x");
    CompiledPolicy changed = policy.with(last, other);
    assertThat(changed.statements()).containsExactly(policy.statements().getFirst(), other);
    assertThat(changed.name()).isEqualTo("p");
    assertThat(changed.versionId()).isEqualTo("v7");
    assertThat(changed.document()).isSameAs(policy.document());
    assertThat(changed.candidates(CATALOGUE.number("s3:getobject"))).contains(other);
    assertThat(policy.statements()).containsExactly(policy.statements().getFirst(), last);
  }

  @Test
  void wording_isThatOfTheDocument() {
    for (int twice = 0; twice < 2; twice++) {
      Wording first = policy.statements().getFirst().wording();
      assertThat(first.name()).isEqualTo("statement 1 (allow)");
      assertThat(first.actions()).isEqualTo("kms:De*, x:Y");
      assertThat(first.principals()).isEqualTo("123456789012, *");
      Wording last = policy.statements().getLast().wording();
      assertThat(last.name()).isEqualTo("statement 2 (deny)");
      assertThat(last.principals()).isEqualTo("*");
    }
    CompiledPolicy identity = identity("\"Action\": \"kms:*\"");
    assertThat(identity.statements().getFirst().wording().principals()).isEmpty();
    assertThat(identity.statements().getFirst().wording().actions()).isEqualTo("kms:*");
  }

  @Test
  void referencedKeys_areNamedOnceAsFirstSpelled() {
    var keys = new ReferencedKeys();
    keys.add(
        policy(
            """
            {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:UserName}/${R}",
              "Condition": {"StringLike": {"A": "${B}"}, "NumericEquals": {"c": "1"},
               "ArnLike": {"d": "arn:aws:x:::${E}"}, "Bool": {"f": "true"}}},
             {"Effect": "Allow", "Action": "*", "Resource": "*",
              "Condition": {"Null": {"a": "true", "g": "true"}, "IpAddress": {"h": "::/0"},
               "DateEquals": {"i": "2026"}, "BinaryEquals": {"j": ""}}}]}
            """,
            DocumentKind.IDENTITY));
    assertThat(keys.keys())
        .containsExactlyInAnyOrder(
            "aws:UserName", "R", "A", "B", "c", "d", "E", "f", "g", "h", "i", "j");
    assertThat(keys.keys().subList(0, 2)).containsExactly("aws:UserName", "R");
  }

  /// Conditions in our own language have `or` and `not`.
  @Test
  void referencedKeys_areThoseOfEveryTerm() {
    BoundCondition either =
        Conditions.or(
            Conditions.test(Base.STRING_EQUALS, "x:a", List.of("1")),
            Conditions.not(Conditions.test(Base.STRING_EQUALS, "x:b", List.of("1"))));
    CompiledStatement first = policy.statements().getFirst();
    var keys = new ReferencedKeys();
    keys.add(policy.with(first, first.under(ConditionCompiler.compile(either, Version.V2012))));
    assertThat(keys.keys()).containsExactly("x:a", "x:b", "a");
  }

  /// The first action of the catalogue has the number 0; the last ends the list.
  @Test
  void firstAndLastAction_areActionsLikeOthers() {
    String first = CATALOGUE.action(0).folded();
    CompiledStatement also = policy.statements().getFirst().alsoAbout(0, first);
    assertThat(covers(also.action(), first)).isTrue();
    assertThat(covers(policy.statements().getFirst().action(), first)).isFalse();
    String last = CATALOGUE.action(CATALOGUE.size() - 1).folded();
    String service = last.substring(0, last.indexOf(':') + 1);
    assertThat(covers(action("\"" + service + "?*\""), last)).isTrue();
    assertThat(covers(action("\"" + service + "*\""), last)).isTrue();
  }

  @Test
  void names_areResolvedAsFarAsTheyGo() {
    named("*", new PrincipalPattern.Everyone());
    named("123456789012", new PrincipalPattern.Account("123456789012"));
    named("arn:aws:iam::123456789012:root", new PrincipalPattern.Account("123456789012"));
    named("arn:aws:iam::1:role/a/b/Admin", new PrincipalPattern.Role("1", "Admin"));
    named("arn:aws:iam::1:role/Admin", new PrincipalPattern.Role("1", "Admin"));
    for (String exact :
        List.of("arn:aws:iam::1:user/root", "arn:aws:sts::1:root", "arn:aws:sts::1:role/x")) {
      named(exact, new PrincipalPattern.ExactArn(exact));
    }
    for (String nobody :
        List.of(
            "12345678901",
            "1234567890123",
            "12345678901a",
            "12345678901/",
            "12345678901:",
            "AIDAALICE",
            "arn:aws:iam::1",
            "urn:aws:iam::1:root",
            "")) {
      named(nobody, new PrincipalPattern.Nobody(nobody));
    }
  }

  private static void named(String text, PrincipalPattern pattern) {
    assertThat(PrincipalSet.named(text)).as(text).isEqualTo(pattern);
  }

  private static boolean covers(ActionSet set, String folded) {
    return set.covers(CATALOGUE.number(folded), folded);
  }

  private static ActionSet action(String patterns) {
    return identity("\"Action\": [" + patterns + "]").statements().getFirst().action();
  }

  private static CompiledPolicy identity(String action) {
    return policy(
        "{\"Statement\": {\"Effect\": \"Allow\", \"Resource\": \"*\", " + action + "}}",
        DocumentKind.IDENTITY);
  }

  private static CompiledPolicy policy(String text, DocumentKind kind) {
    var parsed = PolicyLanguage.parse(text, kind);
    return PolicyLanguage.compile(
        parsed.document().orElseThrow(() -> new AssertionError(parsed.diagnostics())), "p", "v7");
  }
}
