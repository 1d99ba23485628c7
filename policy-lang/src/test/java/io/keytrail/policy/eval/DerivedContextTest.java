package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.catalog.Catalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is derived from each kind of caller, key by key (facts §4.5).
class DerivedContextTest {

  @Test
  void callers() {
    derived(
        "arn:aws:iam::123456789012:root",
        "PrincipalArn=arn:aws:iam::123456789012:root PrincipalAccount=123456789012"
            + " PrincipalType=Account PrincipalIsAWSService=false userid=123456789012"
            + " CallerAccount=123456789012");
    derived(
        "arn:aws:iam::123456789012:user/team/Bob",
        "PrincipalArn=arn:aws:iam::123456789012:user/team/Bob PrincipalAccount=123456789012"
            + " PrincipalType=User PrincipalIsAWSService=false userid=AIDABob username=Bob"
            + " CallerAccount=123456789012");
    derived(
        "arn:aws:iam::123456789012:role/team/Admin@me",
        "PrincipalArn=arn:aws:iam::123456789012:role/team/Admin PrincipalAccount=123456789012"
            + " PrincipalType=AssumedRole PrincipalIsAWSService=false userid=AROAAdmin:me"
            + " CallerAccount=123456789012");
    derived(
        "arn:aws:sts::123456789012:federated-user/Fred",
        "PrincipalArn=arn:aws:sts::123456789012:federated-user/Fred"
            + " PrincipalAccount=123456789012 PrincipalType=FederatedUser"
            + " PrincipalIsAWSService=false userid=123456789012:Fred CallerAccount=123456789012");
    derived("idp accounts.google.com", "PrincipalIsAWSService=false");
    derived("anonymous", "PrincipalType=Anonymous userid=anonymous");
  }

  @Test
  void services_haveNamesInTheirRegionAndEverywhere() {
    derived(
        "ec2.us-west-2.amazonaws.com",
        "PrincipalIsAWSService=true PrincipalServiceName=ec2.us-west-2.amazonaws.com"
            + " PrincipalServiceNamesList=[ec2.us-west-2.amazonaws.com, ec2.amazonaws.com]");
    for (String host : List.of("ec2.amazonaws.com", "ec2.other.com", ".amazonaws.com")) {
      derived(
          host,
          "PrincipalIsAWSService=true PrincipalServiceName=%s PrincipalServiceNamesList=[%s]"
              .formatted(host, host));
    }
    String instance = "123456789012:aws:ec2-infrastructure:i-1";
    derived(
        instance,
        "PrincipalIsAWSService=true PrincipalServiceName=%s PrincipalServiceNamesList=[%s]"
                .formatted(instance, instance)
            + " CallerAccount=123456789012");
  }

  @Test
  void idsThatNobodySaid_areAbsent() {
    var user = new Principal.User("1", "/", "A", "");
    var session = new Principal.RoleSession("1", "/", "R", "", "s");
    for (Principal caller : List.of(user, session)) {
      var request =
          new AccessRequest(
              caller, "kms:Decrypt", "*", "1", Map.of(), Map.of(), List.of(), Set.of());
      assertThat(DerivedContext.value(request, "aws:userid")).isNull();
    }
  }

  @Test
  void callerAccount_isAKeyOfKms() {
    assertThat(DerivedContext.value(Requests.by(Requests.ALICE, "KMS:Sign"), "kms:calleraccount"))
        .isNotNull();
    assertThat(
            DerivedContext.value(Requests.by(Requests.ALICE, "s3:GetObject"), "kms:calleraccount"))
        .isNull();
  }

  @Test
  void encryptionContext_isKeyedWithoutLetterCase() {
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("b", "2");
    pairs.put("A", "9");
    pairs.put("a", "1");
    var request =
        Requests.by(Requests.ALICE, "kms:Decrypt", Requests.KEY, Map.of(), pairs, Set.of());
    assertThat(DerivedContext.value(request, "kms:encryptioncontext:b"))
        .isEqualTo(ContextValue.of("2"));
    assertThat(DerivedContext.value(request, "kms:encryptioncontext:a"))
        .isEqualTo(ContextValue.list(List.of("1", "9")));
    assertThat(DerivedContext.value(request, "kms:encryptioncontext:c")).isNull();
    assertThat(DerivedContext.value(request, "kms:encryptioncontextkeys"))
        .isEqualTo(ContextValue.list(List.of("A", "a", "b")));
    var none = Requests.by(Requests.ALICE, "kms:Decrypt");
    assertThat(DerivedContext.value(none, "kms:encryptioncontext:a")).isNull();
    assertThat(DerivedContext.value(none, "kms:encryptioncontextkeys")).isNull();
  }

  /// Written out, what is derived stands beside what is given, once.
  @Test
  void derive_writesOutWhatIsNeitherGivenNorUnknown() {
    var request =
        Requests.by(
            Requests.ALICE,
            "kms:Decrypt",
            Requests.KEY,
            Map.of("AWS:USERID", ContextValue.of("me")),
            Map.of("X", "1"),
            Set.of("aws:UserName"));
    AccessRequest full = AccessRequests.derive(request);
    assertThat(full.context())
        .containsOnlyKeys(
            "AWS:USERID",
            "aws:PrincipalArn",
            "aws:PrincipalAccount",
            "aws:PrincipalType",
            "aws:PrincipalIsAWSService",
            "kms:CallerAccount",
            "kms:EncryptionContextKeys",
            "kms:EncryptionContext:X");
    assertThat(full.context().get("AWS:USERID")).isEqualTo(ContextValue.of("me"));
    assertThat(full.context().get("kms:EncryptionContext:X")).isEqualTo(ContextValue.of("1"));
    assertThat(full.unknownContext()).containsExactly("aws:UserName");
    assertThat(full.encryptionContext()).isEqualTo(request.encryptionContext());
    assertThat(AccessRequests.derive(full)).isEqualTo(full);
  }

  private static void derived(String principal, String expected) {
    StringBuilder found = new StringBuilder();
    AccessRequest request = Requests.by(principal, "kms:Decrypt");
    for (String key : DerivedContext.KEYS) {
      ContextValue value = DerivedContext.value(request, Catalogue.fold(key));
      if (value != null) {
        found
            .append(found.isEmpty() ? "" : " ")
            .append(key.substring(4))
            .append('=')
            .append(value.multi() ? value.values() : value.values().getFirst());
      }
    }
    assertThat(found.toString()).as(principal).isEqualTo(expected);
  }
}
