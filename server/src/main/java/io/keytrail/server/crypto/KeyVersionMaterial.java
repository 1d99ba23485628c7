package io.keytrail.server.crypto;

import java.util.UUID;

/// Unwrapped material of one version of one KMS key, 32 bytes. Whoever unwrapped it destroys it.
public record KeyVersionMaterial(UUID keyId, UUID versionId, Secret material) {
  public KeyVersionMaterial {
    if (material.length() != Primitives.KEY_BYTES) {
      throw new IllegalArgumentException("expected 32 bytes of key material");
    }
  }
}
