package io.keytrail.server.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.PolicyLanguage;
import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.compile.CompiledPolicy;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.eval.Grant;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Evaluated;
import io.keytrail.server.invoke.OnlyUsers;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyAuthorizerTest {
  private static final String KEY =
      "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final Principal.User ALICE =
      new Principal.User("123456789012", "/", "Alice", "AIDAALICE");
  private static final String DELEGATING =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},"
          + "\"Action\":\"kms:*\",\"Resource\":\"*\"}}";
  private static final String NOBODY = "{\"Statement\":[]}";
  private static final String ALLOW_DECRYPT =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}}";

  private static CompiledPolicy policy(DocumentKind kind, String name, String text) {
    return PolicyLanguage.compile(
        PolicyLanguage.parse(text, kind).document().orElseThrow(), name, name + "#1");
  }

  private static PolicyAuthorizer authorizer(String... identity) {
    List<CompiledPolicy> policies =
        java.util.Arrays.stream(identity)
            .map(text -> policy(DocumentKind.IDENTITY, "inline", text))
            .toList();
    return new PolicyAuthorizer(
        new OnlyUsers(
            _ -> Future.succeededFuture(Optional.of(OnlyUsers.inForce("AIDAALICE", policies)))));
  }

  private static Check decrypt(String keyPolicy, Grant... grants) {
    return new Check(
        "kms:Decrypt",
        KEY,
        "123456789012",
        new ResourceGuard.Key(
            Optional.of(policy(DocumentKind.KEY, "default", keyPolicy)), List.of(grants)),
        Map.of("kms:KeySpec", ContextValue.of("SYMMETRIC_DEFAULT")),
        Map.of("aws:ebs:id", "vol-1234abcd"),
        List.of(),
        Map.of("keyState", KEY + "#17"));
  }

  private static Authorization authorize(PolicyAuthorizer authorizer, Call call, Check... checks) {
    return authorizer.authorize(call, List.of(checks)).result();
  }

  private static Call alice() {
    return IamWorld.call(ALICE);
  }

  private static final String WHO_AND_WHAT =
      "User: arn:aws:iam::123456789012:user/Alice is not authorized to perform: kms:Decrypt on"
          + " resource: "
          + KEY
          + " ";

  @Test
  void anAllowedCheck_isEvaluatedWithEveryContextValueAndVersion() {
    Authorization answer =
        authorize(authorizer(ALLOW_DECRYPT), alice(), decrypt(DELEGATING, grant("other")));
    assertThat(answer.allowed()).isTrue();
    Evaluated evaluated = answer.evaluated().getFirst();
    assertThat(evaluated.versions())
        .isEqualTo(
            Map.of(
                "policy", List.of("inline#1", "default#1"),
                "grant", List.of("g-1#3"),
                "keyState", List.of(KEY + "#17")));
    assertThat(single(evaluated))
        .containsEntry("kms:KeySpec", "SYMMETRIC_DEFAULT")
        .containsEntry("kms:EncryptionContext:aws:ebs:id", "vol-1234abcd")
        .containsEntry("kms:CallerAccount", "123456789012")
        .containsEntry("aws:PrincipalArn", "arn:aws:iam::123456789012:user/Alice")
        .containsEntry("aws:PrincipalAccount", "123456789012")
        .containsEntry("aws:PrincipalType", "User")
        .containsEntry("aws:userid", "AIDAALICE")
        .containsEntry("aws:username", "Alice")
        .containsEntry("aws:SourceIp", "203.0.113.7")
        .containsEntry("aws:SecureTransport", "true")
        .containsEntry("aws:UserAgent", "test/1.0")
        .containsEntry("aws:ViaAWSService", "false")
        .containsEntry("aws:CurrentTime", "2026-11-23T12:34:56Z")
        .containsEntry("aws:EpochTime", "1795437296")
        .doesNotContainKeys("kms:ViaService", "aws:CalledVia", "aws:CalledViaFirst");
  }

  private static Map<String, String> single(Evaluated evaluated) {
    Map<String, String> values = new java.util.HashMap<>();
    evaluated
        .request()
        .context()
        .forEach((key, value) -> values.put(key, String.join(",", value.values())));
    return values;
  }

  private static Grant grant(String grantee) {
    return new Grant(
        "g-1", KEY, grantee, Set.of("Decrypt"), Optional.empty(), Optional.empty(), "g-1#3");
  }

  @Test
  void aServicesCall_saysThroughWhom_andNotFromWhere() {
    Call direct = alice();
    Caller caller =
        direct
            .caller()
            .via("workspaces.us-west-2.amazonaws.com")
            .with("kms:GrantIsForAWSResource", "true");
    Authorization answer =
        authorize(
            authorizer(ALLOW_DECRYPT), direct.as("other-request", caller), decrypt(DELEGATING));
    assertThat(single(answer.evaluated().getFirst()))
        .containsEntry("kms:ViaService", "workspaces.us-west-2.amazonaws.com")
        .containsEntry("aws:ViaAWSService", "true")
        .containsEntry("aws:CalledVia", "workspaces.amazonaws.com")
        .containsEntry("aws:CalledViaFirst", "workspaces.amazonaws.com")
        .containsEntry("aws:CalledViaLast", "workspaces.amazonaws.com")
        .containsEntry("kms:GrantIsForAWSResource", "true")
        .doesNotContainKey("aws:SourceIp");
  }

  @Test
  void aCheck_cannotOverrideWhatTheServerVouchesFor() {
    Check lying =
        new Check(
            "kms:ListKeys",
            "*",
            "123456789012",
            new ResourceGuard.None(),
            Map.of("aws:SourceIp", ContextValue.of("10.0.0.1")),
            Map.of(),
            List.of(),
            Map.of());
    Authorization answer = authorize(authorizer(), alice(), lying);
    assertThat(single(answer.evaluated().getFirst())).containsEntry("aws:SourceIp", "203.0.113.7");
  }

  @Test
  void withoutAnIdentityPolicy_theDenialSaysSo() {
    Authorization answer = authorize(authorizer(), alice(), decrypt(DELEGATING));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message())
        .isEqualTo(WHO_AND_WHAT + "because no identity-based policy allows the kms:Decrypt action");
  }

  @Test
  void withAKeyPolicyThatDelegatesNothing_theDenialNamesTheResource() {
    Authorization answer = authorize(authorizer(ALLOW_DECRYPT), alice(), decrypt(NOBODY));
    assertThat(answer.message())
        .isEqualTo(WHO_AND_WHAT + "because no resource-based policy allows the kms:Decrypt action");
  }

  @Test
  void anExplicitDeny_namesTheKindOfPolicy() {
    String deny = ALLOW_DECRYPT.replace("Allow", "Deny");
    assertThat(authorize(authorizer(deny), alice(), decrypt(DELEGATING)).message())
        .isEqualTo(WHO_AND_WHAT + "with an explicit deny in an identity-based policy");
    String denyingKey = DELEGATING.replace("Allow", "Deny");
    assertThat(
            authorize(authorizer(ALLOW_DECRYPT), alice(), decrypt(denyingKey, grant(ALICE.arn())))
                .message())
        .isEqualTo(WHO_AND_WHAT + "with an explicit deny in a resource-based policy");
  }

  @Test
  void aGrant_isEnough_andOnlyForItsGrantee() {
    assertThat(authorize(authorizer(), alice(), decrypt(NOBODY, grant(ALICE.arn()))).allowed())
        .isTrue();
    assertThat(
            authorize(
                    authorizer(),
                    alice(),
                    decrypt(NOBODY, grant("arn:aws:iam::123456789012:user/Bob")))
                .allowed())
        .isFalse();
  }

  @Test
  void aService_hasNoIdentityPolicies_andLivesByGrants() {
    Call service = IamWorld.call(new Principal.Service("ec2.us-west-2.amazonaws.com"));
    assertThat(authorize(authorizer(ALLOW_DECRYPT), service, decrypt(DELEGATING)).allowed())
        .isFalse();
    assertThat(
            authorize(
                    authorizer(),
                    service,
                    decrypt(DELEGATING, grant("ec2.us-west-2.amazonaws.com")))
                .allowed())
        .isTrue();
  }

  @Test
  void theRootUser_needsTheKeyPolicyToo() {
    Call root = IamWorld.call(IamWorld.ROOT);
    assertThat(authorize(authorizer(), root, decrypt(DELEGATING)).allowed()).isTrue();
    assertThat(authorize(authorizer(), root, decrypt(NOBODY)).allowed()).isFalse();
    assertThat(
            authorize(authorizer(), root, Check.plain("iam:CreateUser", "*", "123456789012"))
                .allowed())
        .isTrue();
  }

  @Test
  void severalChecks_stopAtTheFirstRefusal() {
    Authorization answer =
        authorize(
            authorizer(ALLOW_DECRYPT),
            alice(),
            decrypt(DELEGATING),
            Check.plain("iam:CreateUser", "*", "123456789012"),
            decrypt(DELEGATING));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.evaluated()).hasSize(2);
    assertThat(answer.message()).contains("iam:CreateUser on resource: *");
  }

  @Test
  void aUserWhoIsGone_isNobody() {
    PolicyAuthorizer authorizer =
        new PolicyAuthorizer(new OnlyUsers(_ -> Future.succeededFuture(Optional.empty())));
    assertThat(authorizer.authorize(alice(), List.of(decrypt(DELEGATING))).cause())
        .hasMessage("The security token included in the request is invalid.");
  }
}
