package io.keytrail.server.kms;

import static io.keytrail.server.kms.KmsWorld.ACCOUNT;
import static io.keytrail.server.kms.KmsWorld.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The two grants of a WorkSpace's volume, as our services make, use and end them.
/// Source: facts/ebs-workspaces.md §4.2.
class ServiceGrantsTest extends GrantsFixture {
  private static final String HOST = "workspaces.us-west-2.amazonaws.com";
  private static final String INSTANCE = ACCOUNT + ":aws:ec2-infrastructure:i-0123456789abcdef0";
  private static final Map<String, String> BOTH =
      Map.of(
          "aws:workspaces:sid-directoryid",
          SID.get("aws:workspaces:sid-directoryid"),
          "aws:ebs:id",
          "vol-1234abcd");
  private static final String[] OF_WORKSPACES = {
    "CreateGrant",
    "DescribeKey",
    "RetireGrant",
    "GenerateDataKeyWithoutPlaintext",
    "Decrypt",
    "ReEncryptFrom",
    "ReEncryptTo"
  };
  private static final List<String> OF_EBS =
      List.of(
          "GenerateDataKeyWithoutPlaintext",
          "Decrypt",
          "ReEncryptFrom",
          "ReEncryptTo",
          "DescribeKey",
          "RetireGrant");

  private static Caller service(String host) {
    return Caller.direct(
        new Principal.Service(host), Optional.empty(), new Origin(HOST, HOST, true, true));
  }

  private static Caller admin() {
    return KmsWorld.caller(ALICE).via(HOST).with("kms:GrantIsForAWSResource", "true");
  }

  private CreateGrant.Output workspacesGrant() {
    world.let(ALICE, KmsWorld.allow("kms:CreateGrant"));
    return world.ok(
        admin(),
        CreateGrant.Output.class,
        Inputs.grant(key, HOST, Inputs.subset(SID), Optional.of("WorkSpaces"), OF_WORKSPACES));
  }

  private CreateGrant.Input volumeGrant(
      Optional<GrantConstraints> constraints, List<String> operations) {
    return new CreateGrant.Input(
        key,
        Optional.of(INSTANCE),
        Optional.of(HOST),
        operations,
        constraints,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private CreateGrant.Output volumeGrant() {
    return world.ok(
        service(HOST), CreateGrant.Output.class, volumeGrant(Inputs.subset(BOTH), OF_EBS));
  }

  private String refusal(Caller caller, Record input) {
    return world.refused(caller, input).code().name();
  }

  private int grants() {
    return world.ok(KmsWorld.ROOT, ListGrants.Output.class, Inputs.listGrants(key)).grants().size();
  }

  @Test
  void workspacesHandsOn_whatItHolds_forOneVolume() {
    workspacesGrant();
    volumeGrant();
    assertThat(world.ok(KmsWorld.ROOT, ListGrants.Output.class, Inputs.listGrants(key)).grants())
        .extracting(one -> one.granteePrincipal().orElse(""))
        .containsExactlyInAnyOrder(HOST, INSTANCE);
    world.ok(service(HOST), CreateGrant.Output.class, volumeGrant(Inputs.equalTo(BOTH), OF_EBS));
  }

  @Test
  void workspacesHandsOn_noMore() {
    String denied = "AccessDeniedException";
    assertThat(refusal(service(HOST), volumeGrant(Inputs.subset(BOTH), OF_EBS)))
        .as("without its own grant")
        .isEqualTo(denied);
    workspacesGrant();
    assertThat(refusal(service(HOST), volumeGrant(Optional.empty(), OF_EBS)))
        .as("without a constraint")
        .isEqualTo(denied);
    assertThat(
            refusal(
                service(HOST),
                volumeGrant(Inputs.subset(Map.of("aws:ebs:id", "vol-1234abcd")), OF_EBS)))
        .as("without the user and the directory")
        .isEqualTo(denied);
    Map<String, String> another =
        Map.of("aws:workspaces:sid-directoryid", "[S-1-5-21-1-2-3-1108]@[d-1234abcd01]");
    assertThat(refusal(service(HOST), volumeGrant(Inputs.subset(another), OF_EBS)))
        .as("for another user")
        .isEqualTo(denied);
    assertThat(
            refusal(service(HOST), volumeGrant(Inputs.subset(BOTH), List.of("Decrypt", "Encrypt"))))
        .as("an operation it does not hold")
        .isEqualTo(denied);
    assertThat(
            refusal(
                service("workspaces.eu-west-1.amazonaws.com"),
                volumeGrant(Inputs.subset(BOTH), OF_EBS)))
        .as("as somebody else")
        .isEqualTo(denied);
    assertThat(grants()).isEqualTo(1);
  }

  @Test
  void theInstance_getsItsDataKey_andOpensIt_withBothPairsOnly() {
    workspacesGrant();
    volumeGrant();
    var wrapped =
        world
            .ok(
                service(INSTANCE),
                GenerateDataKeyWithoutPlaintext.Output.class,
                Inputs.blindDataKey(key, BOTH, 64))
            .ciphertextBlob();
    var opened = world.ok(service(INSTANCE), Decrypt.Output.class, Inputs.decrypt(wrapped, BOTH));
    assertThat(opened.plaintext().length()).isEqualTo(64);
    for (Map<String, String> less : List.of(SID, Map.of("aws:ebs:id", "vol-1234abcd"))) {
      assertThat(refusal(service(INSTANCE), Inputs.blindDataKey(key, less, 64)))
          .isEqualTo("AccessDeniedException");
    }
    assertThat(refusal(service(INSTANCE + "1"), Inputs.decrypt(wrapped, BOTH)))
        .isEqualTo("AccessDeniedException");
    assertThat(refusal(service(INSTANCE), Inputs.encrypt(key, BOTH, "x")))
        .isEqualTo("AccessDeniedException");
    assertThat(world.lastRecord().toString())
        .contains("assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0");
  }

  @Test
  void bothGrants_areRetiredByTheirParties_andByNobodyElse() {
    String ofWorkspaces = workspacesGrant().grantId();
    String ofVolume = volumeGrant().grantId();
    String another = volumeGrant().grantId();
    assertThat(refusal(service("ec2.us-west-2.amazonaws.com"), Inputs.retire(key, ofVolume)))
        .isEqualTo("AccessDeniedException");
    assertThat(refusal(service(INSTANCE), Inputs.retire(key, ofWorkspaces)))
        .isEqualTo("AccessDeniedException");
    world.ok(service(INSTANCE), RetireGrant.Output.class, Inputs.retire(key, ofVolume));
    world.ok(service(HOST), RetireGrant.Output.class, Inputs.retire(key, another));
    assertThat(refusal(service(INSTANCE), Inputs.blindDataKey(key, BOTH, 64)))
        .isEqualTo("AccessDeniedException");
    world.ok(service(HOST), RetireGrant.Output.class, Inputs.retire(key, ofWorkspaces));
    assertThat(grants()).isZero();
    assertThat(refusal(service(HOST), volumeGrant(Inputs.subset(BOTH), OF_EBS)))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void aDisabledKey_refusesInItsOwnWords() {
    workspacesGrant();
    volumeGrant();
    var wrapped =
        world
            .ok(
                service(INSTANCE),
                GenerateDataKeyWithoutPlaintext.Output.class,
                Inputs.blindDataKey(key, BOTH, 64))
            .ciphertextBlob();
    world.ok(KmsWorld.ROOT, DisableKey.Output.class, new DisableKey.Input(key));
    var refused = world.refused(service(INSTANCE), Inputs.decrypt(wrapped, BOTH));
    assertThat(refused.code().name()).isEqualTo("DisabledException");
    assertThat(refused.message()).isEqualTo(key + " is disabled.");
  }
}
