package io.keytrail.server.ebs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An instance as EC2's answers show it.
///
/// @param stateTransitionReason empty while it runs
record InstanceView(
    String instanceId,
    String imageId,
    State state,
    String privateDnsName,
    String publicDnsName,
    String stateTransitionReason,
    Optional<String> keyName,
    int amiLaunchIndex,
    String instanceType,
    Instant launchTime,
    Place placement,
    Optional<String> privateIpAddress,
    String rootDeviceType,
    List<Mapping> blockDeviceMappings,
    String clientToken,
    List<Tags.Shown> tags) {

  record State(int code, String name) {
    static State of(InstanceState state) {
      return new State(state.code(), state.wireName());
    }
  }

  record Place(String availabilityZone, String tenancy) {}

  record Mapping(String deviceName, Ebs ebs) {}

  record Ebs(String volumeId, String status, Instant attachTime, boolean deleteOnTermination) {}

  /// @param volumes that are at it
  static InstanceView of(Instance instance, List<Volume> volumes) {
    return of(instance, instance.state(), volumes);
  }

  /// As RunInstances answers: what was asked for has only begun.
  static InstanceView launched(Instance instance) {
    return of(instance, InstanceState.PENDING, List.of());
  }

  private static InstanceView of(Instance instance, InstanceState state, List<Volume> volumes) {
    boolean gone = instance.ended().isPresent();
    return new InstanceView(
        instance.id(),
        instance.spec().imageId(),
        State.of(state),
        gone ? "" : dnsName(instance),
        "",
        instance.ended().map(at -> "User initiated (" + VolumeFilters.time(at) + ")").orElse(""),
        instance.spec().keyName(),
        instance.launchIndex(),
        instance.spec().type(),
        instance.launched(),
        new Place(instance.spec().zone(), "default"),
        gone ? Optional.empty() : Optional.of(instance.privateIp()),
        "ebs",
        volumes.stream().flatMap(volume -> mapping(volume).stream()).toList(),
        instance.reservation().token().map(ClientToken::token).orElse(""),
        Tags.Shown.of(instance.tags()));
  }

  static String dnsName(Instance instance) {
    return "ip-%s.%s.compute.internal"
        .formatted(instance.privateIp().replace('.', '-'), instance.place().region());
  }

  private static Optional<Mapping> mapping(Volume volume) {
    return volume
        .attachment()
        .map(
            at -> new Mapping(at.device(), new Ebs(volume.id(), at.wireName(), at.since(), false)));
  }

  /// The instances of one request, as EC2's answers show them.
  record Reservation(
      String reservationId, String ownerId, List<Group> groups, List<InstanceView> instances) {
    static Reservation of(Instance any, List<InstanceView> instances) {
      return new Reservation(any.reservation().id(), any.place().account(), List.of(), instances);
    }
  }

  /// There are none.
  record Group(String groupId, String groupName) {}
}
