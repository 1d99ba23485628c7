package io.keytrail.server.ebs;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An instance as it is stored.
///
/// @param launchIndex within its reservation, from 0
/// @param sidDirectory for whom a service launched it: `[S-1-5-…]@[d-…]`
/// @param ended when it was terminated; absent: it runs
/// @param version rises with each change
public record Instance(
    String id,
    Place place,
    Reservation reservation,
    int launchIndex,
    Spec spec,
    String privateIp,
    Map<String, String> tags,
    Optional<String> sidDirectory,
    Instant launched,
    Optional<Instant> ended,
    long version) {
  static final String PREFIX = "i-";

  public Instance {
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// What it is like.
  public record Spec(String imageId, String type, String zone, Optional<String> keyName) {}

  /// The request that launched it.
  ///
  /// @param token absent: the caller named none
  public record Reservation(String id, Optional<ClientToken> token) {}

  public InstanceState state() {
    return ended.isPresent() ? InstanceState.TERMINATED : InstanceState.RUNNING;
  }

  String arn() {
    return place.instanceArn(id);
  }

  Instance terminated(Instant at) {
    return new Instance(
        id,
        place,
        reservation,
        launchIndex,
        spec,
        privateIp,
        tags,
        sidDirectory,
        launched,
        Optional.of(at),
        version + 1);
  }
}
