package io.keytrail.server.workspaces;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// An image of an unencrypted desktop: a record, from which no bundle is made here.
///
/// @param workspaceId of which it is
/// @param ready from then on it is available; before, it is pending
/// @param tags by key, in order
/// @param version from 1, raised by every change
public record WorkspaceImage(
    String id,
    Place place,
    String name,
    String description,
    String workspaceId,
    String operatingSystem,
    Instant created,
    Instant ready,
    Map<String, String> tags,
    long version) {
  public WorkspaceImage {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  String arn() {
    return place.imageArn(id);
  }

  String state(Instant now) {
    return now.isBefore(ready) ? "PENDING" : "AVAILABLE";
  }

  WorkspaceImage tagged(Map<String, String> other) {
    return new WorkspaceImage(
        id,
        place,
        name,
        description,
        workspaceId,
        operatingSystem,
        created,
        ready,
        other,
        version + 1);
  }
}
