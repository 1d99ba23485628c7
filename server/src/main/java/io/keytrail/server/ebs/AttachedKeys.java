package io.keytrail.server.ebs;

import io.keytrail.server.crypto.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The plaintext data keys of the volumes that were attached on this server, for as long as they
/// are. The only place where they are kept; gone with the process. Safe for use by any thread.
public final class AttachedKeys {
  private final Map<String, Secret> keys = new ConcurrentHashMap<>();

  /// Keeps the key, in place of an earlier one. It is given away.
  void keep(String volumeId, Secret key) {
    wipe(Optional.ofNullable(keys.put(volumeId, key)));
  }

  /// The key; it is destroyed when the volume is detached, so read it where it is used. Empty if
  /// the volume is not attached, or was attached by another server or before this one's start.
  public Optional<Secret> key(String volumeId) {
    return Optional.ofNullable(keys.get(volumeId));
  }

  /// Destroys the key, if it is here.
  public void forget(String volumeId) {
    wipe(Optional.ofNullable(keys.remove(volumeId)));
  }

  /// Destroys every key.
  public void forgetAll() {
    keys.keySet().forEach(this::forget);
  }

  private static void wipe(Optional<Secret> key) {
    key.ifPresent(Secret::destroy);
  }
}
