package io.keytrail.server.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Records as the operations of EC2 could have them.
final class Ec2Records {
  private Ec2Records() {}

  record Tag(String key, String value) {}

  record TagSpecification(Optional<String> resourceType, List<TagIn> tags) {}

  record TagIn(Optional<String> key, Optional<String> value) {}

  record Filter(Optional<String> name, List<String> values) {}

  record CreateVolumeInput(
      String availabilityZone,
      boolean encrypted,
      Optional<String> kmsKeyId,
      Optional<Integer> size,
      Optional<String> volumeType,
      List<TagSpecification> tagSpecifications,
      Optional<String> clientToken,
      boolean dryRun) {}

  record Attachment(
      String volumeId, String instanceId, String device, String state, Instant attachTime) {}

  record Volume(
      String volumeId,
      int size,
      String availabilityZone,
      String state,
      Instant createTime,
      List<Attachment> attachments,
      List<Tag> tags,
      boolean encrypted,
      Optional<String> kmsKeyId) {}

  record DescribeVolumesInput(
      List<String> volumeIds,
      List<Filter> filters,
      Optional<Integer> maxResults,
      Optional<String> nextToken) {}

  record DescribeVolumesOutput(List<Volume> volumes, Optional<String> nextToken) {}

  record DeleteVolumeInput(String volumeId, boolean dryRun) {}

  record Nothing() {}
}
