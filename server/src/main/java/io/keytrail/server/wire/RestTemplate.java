package io.keytrail.server.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The path of an operation of a REST service: `/snapshots/{snapshotId}/blocks/{blockIndex}`.
/// Immutable.
///
/// Paths are compared as they were sent. What is written out must stand there byte by byte, so that
/// no second spelling (`/%55sers`, `//Users`, `/./Users`) leads to an operation; an escaped slash
/// is part of a label's value and never ends a segment.
final class RestTemplate {
  private final String source;
  private final List<Segment> segments;

  /// @param label whether `text` names a value instead of standing for itself
  private record Segment(String text, boolean label) {}

  private RestTemplate(String source, List<Segment> segments) {
    this.source = source;
    this.segments = List.copyOf(segments);
  }

  /// @throws IllegalStateException if the models use more than literal segments and labels
  static RestTemplate of(String source) {
    if (!source.startsWith("/") || source.indexOf('?') >= 0 || source.indexOf('+') >= 0) {
      throw new IllegalStateException("the path `" + source + "` is not supported");
    }
    List<Segment> segments = new ArrayList<>();
    for (String text : source.split("/", -1)) {
      boolean label = text.startsWith("{") && text.endsWith("}");
      segments.add(new Segment(label ? text.substring(1, text.length() - 1) : text, label));
    }
    return new RestTemplate(source, segments);
  }

  /// The labels' values, still percent-encoded, if the path fits; else null. A label is never
  /// empty.
  ///
  /// @param path raw
  @Nullable Map<String, String> match(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length != segments.size()) {
      return null;
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      Segment segment = segments.get(i);
      if (segment.label() && !parts[i].isEmpty()) {
        labels.put(segment.text(), parts[i]);
      } else if (segment.label() || !segment.text().equals(parts[i])) {
        return null;
      }
    }
    return labels;
  }

  boolean hasLabel(String name) {
    return segments.contains(new Segment(name, true));
  }

  long labels() {
    return segments.stream().filter(Segment::label).count();
  }

  @Override
  public String toString() {
    return source;
  }
}
