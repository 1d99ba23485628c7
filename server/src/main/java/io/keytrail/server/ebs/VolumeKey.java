package io.keytrail.server.ebs;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a volume is encrypted.
///
/// @param key ARN of the KMS key; while the volume is being created, what the caller named
/// @param desktop for whom a service made it
/// @param wrapped the data key as KMS encrypted it; absent while the volume is being created
/// @param creator who makes the key be asked for; absent once it was, and for a service's volume
public record VolumeKey(
    String key, Optional<Desktop> desktop, Optional<Bytes> wrapped, Optional<Caller> creator) {

  /// The user and the machine that a service's volume belongs to.
  ///
  /// @param sidDirectory `[S-1-5-…]@[d-…]`
  /// @param service host of the service
  public record Desktop(String sidDirectory, String instanceId, String service) {}

  VolumeKey made(String keyArn, Bytes blob) {
    return new VolumeKey(keyArn, desktop, Optional.of(blob), Optional.empty());
  }

  /// The encryption context of everything that is done with the data key.
  Map<String, String> context(String volumeId) {
    Map<String, String> context = new TreeMap<>();
    context.put("aws:ebs:id", volumeId);
    desktop.ifPresent(owner -> context.put("aws:workspaces:sid-directoryid", owner.sidDirectory()));
    return context;
  }

  /// The grant that lasts as long as the volume, if there is one.
  Optional<KeyGrant> grant(String volumeId) {
    return desktop.map(owner -> new KeyGrant(key, "ebs:" + volumeId, owner.instanceId()));
  }
}
