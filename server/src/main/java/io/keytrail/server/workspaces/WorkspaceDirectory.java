package io.keytrail.server.workspaces;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A directory that was registered for desktops. What Directory Service says of it is as it was
/// then.
///
/// @param name the domain's, `corp.example.com`
/// @param type `SIMPLE_AD`, `AD_CONNECTOR`
/// @param registrationCode by which users' clients find it
/// @param tags by key, in order
/// @param version from 1, raised by every change
public record WorkspaceDirectory(
    String id,
    Place place,
    String name,
    String alias,
    String type,
    String registrationCode,
    List<String> subnetIds,
    List<String> dnsAddresses,
    String administrator,
    Options options,
    Map<String, String> tags,
    Instant registered,
    long version) {
  public WorkspaceDirectory {
    subnetIds = List.copyOf(subnetIds);
    dnsAddresses = List.copyOf(dnsAddresses);
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// What was asked for at its registration.
  public record Options(
      boolean selfService, Optional<String> displayName, Optional<String> description) {}

  String arn() {
    return place.directoryArn(id);
  }

  WorkspaceDirectory tagged(Map<String, String> other) {
    return new WorkspaceDirectory(
        id,
        place,
        name,
        alias,
        type,
        registrationCode,
        subnetIds,
        dnsAddresses,
        administrator,
        options,
        other,
        registered,
        version + 1);
  }
}
