package io.keytrail.server.ebs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// By what DescribeInstances filters.
final class InstanceFilters {

  /// An instance with the volumes that are at it.
  record WithVolumes(Instance instance, List<Volume> volumes) {}

  static final Filters<WithVolumes> ALL =
      new Filters<>(
          Map.ofEntries(
              of("availability-zone", one -> one.spec().zone()),
              of("client-token", one -> token(one).orElse("")),
              of("image-id", one -> one.spec().imageId()),
              of("instance-id", Instance::id),
              of("instance-state-code", one -> Integer.toString(one.state().code())),
              of("instance-state-name", one -> one.state().wireName()),
              of("instance-type", one -> one.spec().type()),
              of("key-name", one -> one.spec().keyName().orElse("")),
              of("launch-index", one -> Integer.toString(one.launchIndex())),
              of("launch-time", one -> VolumeFilters.time(one.launched())),
              of("owner-id", one -> one.place().account()),
              of("private-dns-name", InstanceView::dnsName),
              of("private-ip-address", Instance::privateIp),
              of("reservation-id", one -> one.reservation().id()),
              of("root-device-type", _ -> "ebs"),
              of("tenancy", _ -> "default"),
              at("block-device-mapping.attach-time", at -> VolumeFilters.time(at.since())),
              at("block-device-mapping.delete-on-termination", _ -> "false"),
              at("block-device-mapping.device-name", Attachment::device),
              at("block-device-mapping.status", Attachment::wireName),
              Map.entry(
                  "block-device-mapping.volume-id",
                  with -> with.volumes().stream().map(Volume::id).toList())),
          with -> with.instance().tags());

  private InstanceFilters() {}

  private static Optional<String> token(Instance instance) {
    return instance.reservation().token().map(ClientToken::token);
  }

  private static Map.Entry<String, Function<WithVolumes, List<String>>> of(
      String name, Function<Instance, String> text) {
    return Map.entry(name, with -> List.of(text.apply(with.instance())));
  }

  private static Map.Entry<String, Function<WithVolumes, List<String>>> at(
      String name, Function<Attachment, String> text) {
    return Map.entry(
        name,
        with ->
            with.volumes().stream()
                .flatMap(volume -> volume.attachment().map(text).stream())
                .toList());
  }
}
