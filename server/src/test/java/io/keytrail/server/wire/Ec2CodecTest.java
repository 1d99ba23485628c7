package io.keytrail.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.OperationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// EC2's query protocol, byte by byte.
class Ec2CodecTest {
  private static final ServiceModels MODELS = ServiceModels.load();
  static final OperationCodec<Ec2Records.CreateVolumeInput, Ec2Records.Volume> CREATE_VOLUME =
      OperationCodec.of(
          new OperationId("ec2", "CreateVolume"),
          Ec2Records.CreateVolumeInput.class,
          Ec2Records.Volume.class,
          MODELS);
  private static final OperationCodec<
          Ec2Records.DescribeVolumesInput, Ec2Records.DescribeVolumesOutput>
      DESCRIBE_VOLUMES =
          OperationCodec.of(
              new OperationId("ec2", "DescribeVolumes"),
              Ec2Records.DescribeVolumesInput.class,
              Ec2Records.DescribeVolumesOutput.class,
              MODELS);

  private static WireRequest form(String parameters) {
    return new WireRequest(
        "POST",
        ("Action=X&Version=2016-11-15&" + parameters).getBytes(StandardCharsets.ISO_8859_1),
        "",
        "application/x-www-form-urlencoded; charset=utf-8");
  }

  private static Ec2Records.Volume volume() {
    Instant time = Instant.parse("2026-01-31T12:00:01Z");
    return new Ec2Records.Volume(
        "vol-1234abcd",
        8,
        "us-west-2a",
        "in-use",
        time,
        List.of(new Ec2Records.Attachment("vol-1234abcd", "i-1", "/dev/sdf", "attached", time)),
        List.of(),
        true,
        Optional.empty());
  }

  @Test
  void lists_areFlattenedAndNamesCapitalised() {
    Ec2Records.CreateVolumeInput input =
        CREATE_VOLUME.read(
            form(
                "AvailabilityZone=us-west-2a&Encrypted=true&Size=8&TagSpecification.1.ResourceType=volume"
                    + "&TagSpecification.1.Tag.2.Key=two&TagSpecification.1.Tag.1.Key=one"
                    + "&TagSpecification.1.Tag.1.Value=%C3%A4&DryRun=false"));
    assertThat(input.encrypted()).isTrue();
    assertThat(input.size()).contains(8);
    assertThat(input.tagSpecifications())
        .containsExactly(
            new Ec2Records.TagSpecification(
                Optional.of("volume"),
                List.of(
                    new Ec2Records.TagIn(Optional.of("one"), Optional.of("ä")),
                    new Ec2Records.TagIn(Optional.of("two"), Optional.empty()))));
    Ec2Records.DescribeVolumesInput described =
        DESCRIBE_VOLUMES.read(
            form(
                "VolumeId.2=vol-b&VolumeId.1=vol-a&Filter.1.Name=status&Filter.1.Value.1=available"
                    + "&Filter.1.Value.2=in-use&MaxResults=5"));
    assertThat(described)
        .isEqualTo(
            new Ec2Records.DescribeVolumesInput(
                List.of("vol-a", "vol-b"),
                List.of(
                    new Ec2Records.Filter(Optional.of("status"), List.of("available", "in-use"))),
                Optional.of(5),
                Optional.empty()));
  }

  @Test
  void answers_areWrappedInItems() {
    byte[] answer =
        DESCRIBE_VOLUMES.write(
            new Ec2Records.DescribeVolumesOutput(List.of(volume()), Optional.of("next<")), "id-1");
    assertThat(new String(answer, StandardCharsets.UTF_8))
        .isEqualTo(
            "<DescribeVolumesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>id-1</requestId><volumeSet><item><volumeId>vol-1234abcd</volumeId>"
                + "<size>8</size><availabilityZone>us-west-2a</availabilityZone>"
                + "<status>in-use</status><createTime>2026-01-31T12:00:01.000Z</createTime>"
                + "<attachmentSet><item><volumeId>vol-1234abcd</volumeId><instanceId>i-1</instanceId>"
                + "<device>/dev/sdf</device><status>attached</status>"
                + "<attachTime>2026-01-31T12:00:01.000Z</attachTime></item></attachmentSet>"
                + "<tagSet></tagSet><encrypted>true</encrypted></item></volumeSet>"
                + "<nextToken>next&lt;</nextToken></DescribeVolumesResponse>");
  }

  @Test
  void operationsWithoutOutput_sayThatItIsDone() {
    var delete =
        OperationCodec.of(
            new OperationId("ec2", "DeleteVolume"),
            Ec2Records.DeleteVolumeInput.class,
            Ec2Records.Nothing.class,
            MODELS);
    assertThat(new String(delete.write(new Ec2Records.Nothing(), "id-1"), StandardCharsets.UTF_8))
        .isEqualTo(
            "<DeleteVolumeResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>id-1</requestId><return>true</return></DeleteVolumeResponse>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Size=8                                        | MissingParameter      | The request must contain the parameter AvailabilityZone
          AvailabilityZone=a&Size=big                   | InvalidParameterValue | Value (big) for parameter Size is invalid. A parameter is not a number
          AvailabilityZone=a&Size=1.5                   | InvalidParameterValue | Value (1.5) for parameter Size is invalid. A number is no integer, or out of range
          AvailabilityZone=a&Encrypted=TRUE             | InvalidParameterValue | Value (TRUE) for parameter Encrypted is invalid. A parameter is neither true nor false
          AvailabilityZone=a&VolumeType=gp9             | InvalidParameterValue | Value (gp9) for parameter VolumeType is invalid.
          AvailabilityZone=a&TagSpecification.1.ResourceType=x | InvalidParameterValue | Value (x) for parameter TagSpecification.1.ResourceType is invalid.
          AvailabilityZone=a&availabilityZone=b         | UnknownParameter      | The parameter availabilityZone is not recognized
          AvailabilityZone=a&Flags.1=b                  | UnknownParameter      | The parameter Flags is not recognized
          AvailabilityZone=a&TagSpecification.1.Tags.1.Key=b | UnknownParameter | The parameter TagSpecification.1.Tags is not recognized
          AvailabilityZone=a&SnapshotId=snap-1          | UnsupportedOperation  | The parameter SnapshotId is not supported here.
          AvailabilityZone=a&TagSpecification=x         | SerializationException| a list has no `1`
          AvailabilityZone=a&TagSpecification.1=x       | SerializationException| a text stands where TagSpecification has members
          AvailabilityZone=a&TagSpecification.0.ResourceType=volume | SerializationException| an element of a list is not numbered from 1
          AvailabilityZone=a&TagSpecification.member.1.ResourceType=volume | SerializationException| an element of a list is not numbered from 1
          AvailabilityZone=a&AvailabilityZone=b         | SerializationException| a parameter stands twice
          AvailabilityZone.1=a                          | SerializationException| a parameter that is a text has members
          """)
  void requestsThatDoNotFit_areRefused(String parameters, String code, String message) {
    assertThatThrownBy(() -> CREATE_VOLUME.read(form(parameters)))
        .isInstanceOf(ApiException.class)
        .hasMessage(message)
        .satisfies(e -> assertThat(((ApiException) e).code().name()).isEqualTo(code));
  }

  @Test
  void echoes_areCut() {
    String endless = "x".repeat(100_000);
    assertThatThrownBy(() -> CREATE_VOLUME.read(form("AvailabilityZone=a&" + endless + "=1")))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void trail_showsListsAsSets() {
    assertThat(
            JsonWriter.toText(
                CREATE_VOLUME.requestParameters(
                    CREATE_VOLUME.read(
                        form(
                            "AvailabilityZone=us-west-2a&TagSpecification.1.ResourceType=volume"
                                + "&TagSpecification.1.Tag.1.Key=k&ClientToken=t")))))
        .isEqualTo(
            "{\"zone\":\"us-west-2a\",\"tagSpecificationSet\":{\"items\":[{\"resourceType\":"
                + "\"volume\",\"tagSet\":{\"items\":[{\"key\":\"k\"}]}}]},\"clientToken\":\"t\"}");
    WireRequest describe =
        form("VolumeId.1=vol-a&Filter.1.Name=status&Filter.1.Value.1=x&MaxResults=5");
    String expected =
        "{\"volumeSet\":{\"items\":[{\"volumeId\":\"vol-a\"}]},\"filterSet\":{\"items\":[{\"name\":"
            + "\"status\",\"valueSet\":{\"items\":[{\"value\":\"x\"}]}}]},\"maxResults\":5}";
    assertThat(
            JsonWriter.toText(DESCRIBE_VOLUMES.requestParameters(DESCRIBE_VOLUMES.read(describe))))
        .isEqualTo(expected);
    assertThat(JsonWriter.toText(CREATE_VOLUME.responseElements(volume())))
        .isEqualTo(
            "{\"volumeId\":\"vol-1234abcd\",\"size\":8,\"zone\":\"us-west-2a\",\"status\":\"in-use\","
                + "\"createTime\":1769860801000,\"attachmentSet\":{\"items\":[{\"volumeId\":"
                + "\"vol-1234abcd\",\"instanceId\":\"i-1\",\"device\":\"/dev/sdf\",\"status\":"
                + "\"attached\",\"attachTime\":1769860801000}]},\"tagSet\":{\"items\":[]},"
                + "\"encrypted\":true}");
  }

  @Test
  void refusedRequests_areShownAsFarAsTheyCanBeRead() {
    assertThat(
            JsonWriter.toText(
                DESCRIBE_VOLUMES.rawParameters(form("VolumeId.1=vol-a&Filter.1.Name=f"))))
        .isEqualTo(
            "{\"filterSet\":{\"items\":[{\"name\":\"f\"}]},\"volumeSet\":{\"items\":[{\"volumeId\":"
                + "\"vol-a\"}]}}");
  }
}
