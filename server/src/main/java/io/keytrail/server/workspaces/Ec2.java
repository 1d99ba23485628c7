package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// A desktop's instance and volumes, as calls of EC2's operations in the service's role. Each may
/// be repeated: what is made has an id that was chosen before, and the request a token; what is
/// gone already is as it should be.
final class Ec2 {
  /// What only the server itself may say: for whom a volume is, and ids.
  private static final String SID_DIRECTORY = "keytrail:VolumeSidDirectory";

  private static final String INSTANCE = "keytrail:VolumeInstance";
  private static final String VOLUME_ID = "keytrail:VolumeId";
  private static final String INSTANCE_ID = "keytrail:InstanceId";
  private static final String VOLUME_TYPE = "gp3";

  private final ServiceCalls calls;

  Ec2(ServiceCalls calls) {
    this.calls = calls;
  }

  /// Where a volume is.
  ///
  /// @param instanceId at which it is; absent: at none
  record Whereabouts(String state, Optional<String> instanceId) {}

  /// Answers the instance's address.
  Future<Optional<String>> run(Call inRole, Workspace workspace, Bundle bundle) {
    JsonObject input =
        JsonObject.builder()
            .put("ImageId", bundle.machineImage())
            .put("InstanceType", bundle.instanceType())
            .put("MinCount", 1)
            .put("MaxCount", 1)
            .put("Placement", JsonObject.builder().put("AvailabilityZone", zone(workspace)).build())
            .put("ClientToken", workspace.machine().instanceId())
            .build();
    Caller caller =
        inRole
            .caller()
            .with(INSTANCE_ID, workspace.machine().instanceId())
            .with(SID_DIRECTORY, workspace.owner().sidDirectory());
    return ec2(Callers.own(inRole, caller), "RunInstances", input)
        .map(reply -> first(reply, "Instances").flatMap(one -> one.string("PrivateIpAddress")));
  }

  Future<Void> create(Call inRole, Workspace workspace, Workspace.Volume volume) {
    Workspace.Properties properties = workspace.properties();
    int size = volume.kind() == VolumeKind.ROOT ? properties.rootGib() : properties.userGib();
    JsonObject input =
        JsonObject.builder()
            .put("AvailabilityZone", zone(workspace))
            .put("Size", size)
            .put("VolumeType", VOLUME_TYPE)
            .put("Encrypted", true)
            .put("KmsKeyId", workspace.keyArn().orElseThrow())
            .put("ClientToken", volume.id())
            .build();
    Caller caller =
        inRole
            .caller()
            .with(VOLUME_ID, volume.id())
            .with(SID_DIRECTORY, workspace.owner().sidDirectory())
            .with(INSTANCE, workspace.machine().instanceId());
    return ec2(Callers.own(inRole, caller), "CreateVolume", input).mapEmpty();
  }

  private static String zone(Workspace workspace) {
    return workspace.place().region() + "a";
  }

  /// Empty if there is no such volume.
  Future<Optional<Whereabouts>> find(Call inRole, String volumeId) {
    JsonObject input =
        JsonObject.builder().put("VolumeIds", JsonArray.ofStrings(List.of(volumeId))).build();
    return ec2(inRole, "DescribeVolumes", input)
        .map(reply -> first(reply, "Volumes").map(Ec2::whereabouts))
        .recover(failure -> orElse(failure, Optional.empty(), "InvalidVolume.NotFound"));
  }

  private static Whereabouts whereabouts(JsonObject volume) {
    return new Whereabouts(
        volume.string("State").orElse(""),
        first(volume, "Attachments").flatMap(one -> one.string("InstanceId")));
  }

  Future<Void> attach(Call inRole, Workspace workspace, Workspace.Volume volume) {
    JsonObject input =
        JsonObject.builder()
            .put("Device", volume.kind().device())
            .put("InstanceId", workspace.machine().instanceId())
            .put("VolumeId", volume.id())
            .build();
    return ec2(inRole, "AttachVolume", input).mapEmpty();
  }

  Future<Void> detach(Call inRole, String volumeId) {
    JsonObject input = JsonObject.builder().put("VolumeId", volumeId).build();
    return ec2(inRole, "DetachVolume", input)
        .<Void>mapEmpty()
        .recover(failure -> done(failure, "InvalidAttachment.NotFound", "InvalidVolume.NotFound"));
  }

  Future<Void> delete(Call inRole, String volumeId) {
    JsonObject input = JsonObject.builder().put("VolumeId", volumeId).build();
    return ec2(inRole, "DeleteVolume", input)
        .<Void>mapEmpty()
        .recover(failure -> done(failure, "InvalidVolume.NotFound"));
  }

  Future<Void> terminate(Call inRole, String instanceId) {
    JsonObject input =
        JsonObject.builder().put("InstanceIds", JsonArray.ofStrings(List.of(instanceId))).build();
    return ec2(inRole, "TerminateInstances", input)
        .<Void>mapEmpty()
        .recover(failure -> done(failure, "InvalidInstanceID.NotFound"));
  }

  private Future<JsonObject> ec2(Call call, String operation, JsonObject input) {
    return calls
        .call(Callers.own(call, call.caller()), new OperationId("ec2", operation), input)
        .map(ServiceCalls.Reply::output);
  }

  private static Future<Void> done(Throwable failure, String... codes) {
    return is(failure, codes) ? Future.succeededFuture() : Future.failedFuture(failure);
  }

  private static <T> Future<T> orElse(Throwable failure, T other, String... codes) {
    return is(failure, codes) ? Future.succeededFuture(other) : Future.failedFuture(failure);
  }

  static boolean is(Throwable failure, String... codes) {
    return failure instanceof Invoker.Refused refused
        && List.of(codes).contains(refused.reason().code().name());
  }

  private static Optional<JsonObject> first(JsonObject from, String member) {
    return from.member(member).orElse(JsonArray.EMPTY) instanceof JsonArray all
            && !all.elements().isEmpty()
            && all.elements().getFirst() instanceof JsonObject one
        ? Optional.of(one)
        : Optional.empty();
  }
}
