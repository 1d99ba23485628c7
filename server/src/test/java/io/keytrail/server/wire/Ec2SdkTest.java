package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/// The SDK's EC2 client writes our requests and reads our answers.
class Ec2SdkTest {
  private static final String ODD = "a&b<c>\"d' +%=;\r\n\tä\uD83D\uDD11";
  private static final Instant CREATED = Instant.parse("2026-01-31T12:00:01Z");

  private static SdkServer server;
  private static Ec2Client ec2;
  private static final List<Object> INPUTS = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() {
    server = new SdkServer();
    ec2 = server.ec2();
  }

  @AfterAll
  static void stop() {
    ec2.close();
    server.close();
  }

  private static Ec2Records.Volume volume(String id, List<Ec2Records.Tag> tags) {
    return new Ec2Records.Volume(
        id,
        8,
        "us-west-2a",
        "creating",
        CREATED,
        List.of(),
        tags,
        true,
        Optional.of("arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"));
  }

  @Test
  void createVolume_tagsGoBothWays() {
    server.serve(
        "ec2",
        "CreateVolume",
        Ec2Records.CreateVolumeInput.class,
        Ec2Records.Volume.class,
        input -> {
          INPUTS.add(input);
          return volume("vol-1", List.of(new Ec2Records.Tag("k", ODD)));
        });
    var answer =
        ec2.createVolume(
            b ->
                b.availabilityZone("us-west-2a")
                    .encrypted(true)
                    .kmsKeyId("alias/x")
                    .size(8)
                    .volumeType(VolumeType.GP3)
                    .clientToken("token")
                    .tagSpecifications(
                        t -> t.resourceType(ResourceType.VOLUME).tags(g -> g.key("k").value(ODD))));
    assertThat(INPUTS.getLast())
        .isEqualTo(
            new Ec2Records.CreateVolumeInput(
                "us-west-2a",
                true,
                Optional.of("alias/x"),
                Optional.of(8),
                Optional.of("gp3"),
                List.of(
                    new Ec2Records.TagSpecification(
                        Optional.of("volume"),
                        List.of(new Ec2Records.TagIn(Optional.of("k"), Optional.of(ODD))))),
                Optional.of("token"),
                false));
    assertThat(answer.createTime()).isEqualTo(CREATED);
    assertThat(answer.state()).isEqualTo(VolumeState.CREATING);
    assertThat(answer.encrypted()).isTrue();
    assertThat(answer.kmsKeyId()).endsWith("7890ab");
    assertThat(answer.tags().getFirst().value()).isEqualTo(ODD);
    assertThat(answer.attachments()).isEmpty();
    assertThat(answer.responseMetadata().requestId()).isEqualTo(SdkServer.REQUEST_ID);
  }

  @Test
  void describeVolumes_pages() {
    server.serve(
        "ec2",
        "DescribeVolumes",
        Ec2Records.DescribeVolumesInput.class,
        Ec2Records.DescribeVolumesOutput.class,
        input -> {
          INPUTS.add(input);
          return input.nextToken().isPresent()
              ? new Ec2Records.DescribeVolumesOutput(
                  List.of(volume("vol-3", List.of())), Optional.empty())
              : new Ec2Records.DescribeVolumesOutput(
                  List.of(volume("vol-1", List.of()), volume("vol-2", List.of())),
                  Optional.of("more"));
        });
    var ids =
        ec2
            .describeVolumesPaginator(
                b ->
                    b.maxResults(5)
                        .filters(f -> f.name("tag:team").values("a", "b"))
                        .volumeIds("vol-1", "vol-2"))
            .volumes()
            .stream()
            .map(v -> v.volumeId())
            .toList();
    assertThat(ids).containsExactly("vol-1", "vol-2", "vol-3");
    assertThat(INPUTS.getLast())
        .isEqualTo(
            new Ec2Records.DescribeVolumesInput(
                List.of("vol-1", "vol-2"),
                List.of(new Ec2Records.Filter(Optional.of("tag:team"), List.of("a", "b"))),
                Optional.of(5),
                Optional.of("more")));
  }

  @Test
  void deleteVolume_answersNothing() {
    server.serve(
        "ec2",
        "DeleteVolume",
        Ec2Records.DeleteVolumeInput.class,
        Ec2Records.Nothing.class,
        input -> {
          INPUTS.add(input);
          return new Ec2Records.Nothing();
        });
    ec2.deleteVolume(b -> b.volumeId("vol-1"));
    assertThat(INPUTS.getLast()).isEqualTo(new Ec2Records.DeleteVolumeInput("vol-1", false));
  }

  @Test
  void errors_comeBackWithCodeAndStatus() {
    refuse(new ApiException(ErrorCode.client("InvalidVolume.NotFound"), "no <volume> & co"));
    assertRefused("InvalidVolume.NotFound", 400, "no <volume> & co");
    refuse(new ApiException(CommonErrors.ACCESS_DENIED, "not authorized"));
    assertRefused("UnauthorizedOperation", 403, "not authorized");
  }

  private static void refuse(ApiException refusal) {
    server.serve(
        "ec2",
        "AttachVolume",
        AttachInput.class,
        Ec2Records.Attachment.class,
        _ -> {
          throw refusal;
        });
  }

  record AttachInput(String device, String instanceId, String volumeId, boolean dryRun) {}

  private static void assertRefused(String code, int status, String message) {
    assertThatThrownBy(
            () -> ec2.attachVolume(b -> b.device("/dev/sdf").instanceId("i-1").volumeId("vol-1")))
        .isInstanceOf(Ec2Exception.class)
        .hasMessageContaining(message)
        .satisfies(
            e -> {
              Ec2Exception refused = (Ec2Exception) e;
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(refused.statusCode()).isEqualTo(status);
              assertThat(refused.requestId()).isEqualTo(SdkServer.REQUEST_ID);
            });
  }

  @Test
  void operationsNotServed_answerInvalidAction() {
    assertThatThrownBy(() -> ec2.describeVpcs())
        .isInstanceOf(Ec2Exception.class)
        .hasMessageContaining("Could not find operation DescribeVpcs for version 2016-11-15")
        .satisfies(
            e ->
                assertThat(((Ec2Exception) e).awsErrorDetails().errorCode())
                    .isEqualTo("InvalidAction"));
  }
}
