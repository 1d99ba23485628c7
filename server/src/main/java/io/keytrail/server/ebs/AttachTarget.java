package io.keytrail.server.ebs;

import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A volume and an instance that are, or are to be, joined.
///
/// @param instanceId absent: the caller named none, and the volume is at none
/// @param volume absent: there is none, which only who may do this is told
/// @param instance likewise
record AttachTarget(
    String volumeId,
    Optional<String> instanceId,
    Optional<Volume> volume,
    Optional<Instance> instance) {

  /// @param instanceId absent: the one that the volume is at
  static Future<AttachTarget> load(
      EbsCore ebs, Call call, String volumeId, Optional<String> instanceId) {
    ResourceId.requireVolume(volumeId);
    instanceId.ifPresent(ResourceId::requireInstance);
    Place place = Place.of(call);
    return ebs.volumes()
        .volume(place, volumeId)
        .compose(
            volume -> {
              Optional<String> at =
                  instanceId.or(
                      () -> volume.flatMap(Volume::attachment).map(Attachment::instanceId));
              return instance(ebs, place, at)
                  .map(instance -> new AttachTarget(volumeId, at, volume, instance));
            });
  }

  private static Future<Optional<Instance>> instance(
      EbsCore ebs, Place place, Optional<String> id) {
    return id.isPresent()
        ? ebs.instances().instance(place, id.get())
        : Future.succeededFuture(Optional.empty());
  }

  List<Check> checks(String action, Place place) {
    List<Check> checks = new ArrayList<>();
    checks.add(Ec2Checks.volume(action, place, volumeId, volume));
    instanceId.ifPresent(id -> checks.add(Ec2Checks.instance(action, place, id, instance)));
    return checks;
  }

  Volume requireVolume() {
    return volume.orElseThrow(() -> Ec2Failures.noVolume(volumeId));
  }

  Instance requireInstance() {
    return instance.orElseThrow(() -> Ec2Failures.noInstance(instanceId.orElse("")));
  }
}
