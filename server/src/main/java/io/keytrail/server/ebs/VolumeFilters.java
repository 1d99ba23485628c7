package io.keytrail.server.ebs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// By what DescribeVolumes filters.
final class VolumeFilters {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static final Filters<Volume> ALL =
      new Filters<>(
          Map.ofEntries(
              at("attachment.attach-time", at -> time(at.since())),
              at("attachment.delete-on-termination", _ -> "false"),
              at("attachment.device", Attachment::device),
              at("attachment.instance-id", Attachment::instanceId),
              at("attachment.status", Attachment::wireName),
              of("availability-zone", volume -> volume.spec().zone()),
              of("create-time", volume -> time(volume.created())),
              of("encrypted", volume -> Boolean.toString(volume.encrypted())),
              of("fast-restored", _ -> "false"),
              of("multi-attach-enabled", _ -> "false"),
              of("size", volume -> Integer.toString(volume.spec().sizeGib())),
              of("snapshot-id", _ -> ""),
              of("status", volume -> volume.state().wireName()),
              of("volume-id", Volume::id),
              of("volume-type", volume -> volume.spec().type().wireName())),
          Volume::tags);

  private VolumeFilters() {}

  /// As filters compare times: with milliseconds.
  static String time(Instant time) {
    return TIME.format(time);
  }

  private static Map.Entry<String, Function<Volume, List<String>>> of(
      String name, Function<Volume, String> text) {
    return Map.entry(name, volume -> List.of(text.apply(volume)));
  }

  private static Map.Entry<String, Function<Volume, List<String>>> at(
      String name, Function<Attachment, String> text) {
    return Map.entry(name, volume -> volume.attachment().map(text).stream().toList());
  }
}
