package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.kms.KmsClient;

/// An encrypted volume from its creation to its deletion, by the SDK and by the AWS CLI, and how
/// all of it is found.
class EbsRoadTest {
  private static final String ZONE = "us-west-2a";

  @TempDir static Path folder;
  private static TestServer server;
  private static Ec2Client ec2;
  private static KmsClient kms;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    ec2 = server.ec2(server.root());
    kms = server.kms(server.root());
  }

  @AfterAll
  static void stop() throws Exception {
    ec2.close();
    kms.close();
    server.close();
  }

  private static String key() {
    return kms.createKey().keyMetadata().arn();
  }

  private static String instance() {
    return ec2.runInstances(r -> r.imageId("ami-1234abcd").minCount(1).maxCount(1))
        .instances()
        .getFirst()
        .instanceId();
  }

  private static void assertRefused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            refused -> assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  @Test
  void sdk_playsAVolumesLife() throws Exception {
    String key = key();
    String instance = instance();
    assertThat(
            ec2.describeInstances(r -> r.instanceIds(instance))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .state()
                .name())
        .isEqualTo(InstanceStateName.RUNNING);
    String volume =
        ec2.createVolume(r -> r.availabilityZone(ZONE).size(8).encrypted(true).kmsKeyId(key))
            .volumeId();
    assertThat(
            ec2.waiter()
                .waitUntilVolumeAvailable(r -> r.volumeIds(volume))
                .matched()
                .response()
                .orElseThrow()
                .volumes()
                .getFirst()
                .kmsKeyId())
        .isEqualTo(key);
    var _ = ec2.attachVolume(r -> r.volumeId(volume).instanceId(instance).device("/dev/sdf"));
    assertThat(ec2.describeVolumes(r -> r.volumeIds(volume)).volumes().getFirst().state())
        .isEqualTo(VolumeState.IN_USE);
    assertThat(kms.listGrants(r -> r.keyId(key)).grants()).hasSize(1);
    assertRefused(
        () -> ec2.attachVolume(r -> r.volumeId(volume).instanceId(instance).device("/dev/sdg")),
        "VolumeInUse");
    var _ = ec2.detachVolume(r -> r.volumeId(volume));
    assertThat(kms.listGrants(r -> r.keyId(key)).grants()).isEmpty();

    var _ = kms.disableKey(r -> r.keyId(key));
    assertRefused(
        () -> ec2.attachVolume(r -> r.volumeId(volume).instanceId(instance).device("/dev/sdf")),
        "CustomerKeyHasBeenRevoked");
    long seq = TestServer.seq(ec2.deleteVolume(r -> r.volumeId(volume)));
    assertRefused(() -> ec2.describeVolumes(r -> r.volumeIds(volume)), "InvalidVolume.NotFound");

    List<String> story =
        server.records("volume = " + volume, seq).stream()
            .map(record -> record.string("eventName").orElseThrow())
            .toList();
    assertThat(story)
        .contains(
            "CreateVolume",
            "GenerateDataKeyWithoutPlaintext",
            "CreateGrant",
            "Decrypt",
            "AttachVolume",
            "DetachVolume",
            "DeleteVolume");
    JsonObject decrypt =
        server.records("volume = " + volume + " and eventName = Decrypt", seq).getFirst();
    assertThat(decrypt.object("userIdentity").flatMap(identity -> identity.string("arn")))
        .contains("arn:aws:sts::123456789012:assumed-role/aws:ec2-infrastructure/" + instance);
  }

  @Test
  void volumeWithoutAKey_isUnderTheManagedOne() {
    String volume =
        ec2.createVolume(r -> r.availabilityZone(ZONE).size(1).encrypted(true)).volumeId();
    String key = ec2.describeVolumes(r -> r.volumeIds(volume)).volumes().getFirst().kmsKeyId();
    assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().keyManagerAsString())
        .isEqualTo("AWS");
    String instance = instance();
    var _ = ec2.attachVolume(r -> r.volumeId(volume).instanceId(instance).device("/dev/sdf"));
    var _ = ec2.detachVolume(r -> r.volumeId(volume));
    var _ = ec2.deleteVolume(r -> r.volumeId(volume));
    assertThat(kms.listGrants(r -> r.keyId(key)).grants()).isEmpty();
  }

  @Test
  void sdk_isRefused() throws Exception {
    assertRefused(
        () ->
            ec2.createVolume(
                r -> r.availabilityZone(ZONE).size(8).kmsKeyId("alias/x").encrypted(false)),
        "InvalidParameterDependency");
    assertRefused(
        () -> ec2.createVolume(r -> r.availabilityZone("eu-west-1a").size(8)),
        "InvalidZone.NotFound");
    assertRefused(
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).size(8).dryRun(true)),
        "DryRunOperation");
    AwsBasicCredentials nobody = server.user("nobody");
    try (Ec2Client other = server.ec2(nobody)) {
      assertThatThrownBy(() -> other.describeVolumes())
          .isInstanceOfSatisfying(
              Ec2Exception.class,
              refused -> {
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.awsErrorDetails().errorCode())
                    .isEqualTo("UnauthorizedOperation");
              });
    }
    String elsewhere = ec2.createVolume(r -> r.availabilityZone("us-west-2b").size(8)).volumeId();
    String instance = instance();
    assertRefused(
        () -> ec2.attachVolume(r -> r.volumeId(elsewhere).instanceId(instance).device("/dev/sdf")),
        "InvalidVolume.ZoneMismatch");
  }

  @Test
  void cli_playsAVolumesLife() throws Exception {
    AwsCli aws = new AwsCli(server, server.root(), folder);
    String instance =
        aws.text("Instances[0].InstanceId", "ec2 run-instances --image-id ami-1234abcd");
    String volume =
        aws.text(
            "VolumeId",
            "ec2 create-volume --availability-zone us-west-2a --size 8 --encrypted --kms-key-id ?"
                + " --tag-specifications ResourceType=volume,Tags=[{Key=team,Value=x}]",
            key());
    assertThat(
            aws.text(
                "Volumes[].VolumeId",
                "ec2 describe-volumes --filters Name=tag:team,Values=x Name=encrypted,Values=true"))
        .isEqualTo(volume);
    assertThat(
            aws.text(
                "State",
                "ec2 attach-volume --device /dev/sdf --volume-id ? --instance-id ?",
                volume,
                instance))
        .isEqualTo("attaching");
    AwsCli.assertRefused(
        aws.run("ec2 delete-volume --volume-id ?", volume),
        "VolumeInUse",
        "DeleteVolume",
        "Volume " + volume + " is currently attached to " + instance);
    assertThat(
            aws.text(
                "TerminatingInstances[0].CurrentState.Name",
                "ec2 terminate-instances --instance-ids ?",
                instance))
        .isEqualTo("shutting-down");
    aws.run("ec2 delete-volume --volume-id ?", volume).orFail();
  }
}
