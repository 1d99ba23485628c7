package io.keytrail.server.ebs;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A volume as EC2's answers show it.
///
/// @param snapshotId empty: it was made from none
record VolumeView(
    String volumeId,
    int size,
    String snapshotId,
    String availabilityZone,
    String state,
    Instant createTime,
    List<AttachmentView> attachments,
    boolean encrypted,
    Optional<String> kmsKeyId,
    String volumeType,
    Optional<Integer> iops,
    Optional<Integer> throughput,
    List<Tags.Shown> tags,
    boolean multiAttachEnabled) {

  static VolumeView of(Volume volume) {
    return of(volume, volume.state().wireName());
  }

  /// As CreateVolume answers: what was asked for is always still on its way.
  static VolumeView created(Volume volume) {
    return of(volume, VolumeState.CREATING.wireName());
  }

  private static VolumeView of(Volume volume, String state) {
    VolumeSpec spec = volume.spec();
    return new VolumeView(
        volume.id(),
        spec.sizeGib(),
        "",
        spec.zone(),
        state,
        volume.created(),
        volume.attachment().map(at -> AttachmentView.of(volume, at)).stream().toList(),
        volume.encrypted(),
        volume.key().map(VolumeKey::key),
        spec.type().wireName(),
        spec.iops(),
        spec.throughputMib(),
        Tags.Shown.of(volume.tags()),
        false);
  }

  /// CloudTrail's `responseElements`.
  JsonValue inTrail(String requestId) {
    JsonObject.Builder elements =
        JsonObject.builder()
            .put("requestId", requestId)
            .put("volumeId", volumeId)
            .put("size", Integer.toString(size))
            .put("zone", availabilityZone)
            .put("status", state)
            .put("createTime", createTime.toEpochMilli())
            .put("volumeType", volumeType);
    iops.ifPresent(number -> elements.put("iops", number));
    throughput.ifPresent(number -> elements.put("throughput", number));
    elements.put("encrypted", encrypted);
    kmsKeyId.ifPresent(key -> elements.put("kmsKeyId", key));
    return elements
        .put("tagSet", Trail.tagSet(tags))
        .put("multiAttachEnabled", multiAttachEnabled)
        .build();
  }

  /// An attachment as EC2's answers show it.
  record AttachmentView(
      String volumeId,
      String instanceId,
      String device,
      String state,
      Instant attachTime,
      boolean deleteOnTermination) {

    static AttachmentView of(Volume volume, Attachment attachment) {
      return of(volume, attachment, attachment.wireName());
    }

    /// @param state as the operation says it, which begins what is done by the time of its answer
    static AttachmentView of(Volume volume, Attachment attachment, String state) {
      return new AttachmentView(
          volume.id(),
          attachment.instanceId(),
          attachment.device(),
          state,
          attachment.since(),
          false);
    }

    JsonValue inTrail(String requestId) {
      return JsonObject.builder()
          .put("requestId", requestId)
          .put("volumeId", volumeId)
          .put("instanceId", instanceId)
          .put("device", device)
          .put("status", state)
          .put("attachTime", attachTime.toEpochMilli())
          .put("deleteOnTermination", deleteOnTermination)
          .build();
    }
  }
}
