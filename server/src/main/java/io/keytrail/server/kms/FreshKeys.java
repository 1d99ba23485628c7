package io.keytrail.server.kms;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes keys that are not stored yet. Safe for use by several threads.
final class FreshKeys {
  private static final int MATERIAL_ID_BYTES = 32;

  private final SecureRandom random;

  FreshKeys(SecureRandom random) {
    this.random = random;
  }

  /// What the key shall be like.
  ///
  /// @param aliases to be stored along with it
  record Wish(NewKey plan, Place place, String description, List<String> aliases) {}

  KmsKey make(Wish wish, Instant now) {
    byte[] materialId = new byte[MATERIAL_ID_BYTES];
    random.nextBytes(materialId);
    return new KmsKey(
        wish.plan().keyId(),
        wish.place(),
        wish.plan().spec(),
        wish.plan().usage(),
        KeyState.ENABLED,
        Optional.empty(),
        wish.description(),
        wish.plan().tags(),
        wish.aliases(),
        1,
        new KmsKey.Material(id(), HexFormat.of().formatHex(materialId)),
        now,
        1);
  }

  /// A version 4 UUID from the server's own source of randomness.
  UUID id() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
