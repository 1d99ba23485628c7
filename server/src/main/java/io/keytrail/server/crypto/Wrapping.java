package io.keytrail.server.crypto;

import io.keytrail.server.crypto.Primitives.GcmKey;
import io.keytrail.server.crypto.Primitives.Slice;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/// Seals secrets under the root key for storage, each bound to the row it belongs to: a wrapped
/// secret that is moved to another account, region, id, version or purpose does not unwrap.
///
/// Layout: version (1), root key id (8), derivation nonce (16), GCM nonce (12), ciphertext, tag
/// (16). AES-256-GCM under a key derived from the root key for this one blob. Threads may share an
/// instance; never waits.
public final class Wrapping {
  private static final byte VERSION = 1;
  private static final int NONCE_OFFSET = 1 + RootKeyId.BYTES;
  private static final int NONCE_BYTES = 16;
  private static final int HEADER_BYTES = NONCE_OFFSET + NONCE_BYTES + Primitives.GCM_NONCE_BYTES;
  private static final int OVERHEAD_BYTES = HEADER_BYTES + Primitives.GCM_TAG_BYTES;
  private static final String LABEL = "keytrail wrapping v1";
  private final RootKey rootKey;
  private final SecureRandom random;

  public Wrapping(RootKey rootKey, SecureRandom random) {
    this.rootKey = rootKey;
    this.random = random;
  }

  /// What a wrapped secret is for. The names stand in the authenticated data: never rename one.
  public enum Purpose {
    KEY_VERSION,
    ACCESS_KEY_SECRET,
    VOLUME_KEY,
    SESSION
  }

  /// The row a wrapped secret belongs to.
  public record Binding(String account, String region, String id, String version, Purpose purpose) {
    Bytes encoded() {
      return new FieldEncoder()
          .text(account)
          .text(region)
          .text(id)
          .text(version)
          .text(purpose.name())
          .toBytes();
    }
  }

  /// Wraps. The secret is not destroyed.
  public Bytes wrap(Binding binding, Secret secret) {
    byte[] nonces = new byte[NONCE_BYTES + Primitives.GCM_NONCE_BYTES];
    random.nextBytes(nonces);
    byte[] blob =
        ByteBuffer.allocate(OVERHEAD_BYTES + secret.length())
            .put(VERSION)
            .put(rootKey.id().value().unsafeArray())
            .put(nonces)
            .array();
    byte[] clear = secret.read(SecretAccess.CRYPTOGRAPHY);
    GcmKey own = ownKey(blob);
    try {
      Slice out = new Slice(blob, HEADER_BYTES, blob.length - HEADER_BYTES);
      Primitives.ofThread().seal(own, aad(blob, binding), clear, out);
    } finally {
      own.wipe();
      Arrays.fill(clear, (byte) 0);
    }
    return Bytes.owning(blob);
  }

  /// Unwraps; the caller destroys the secret.
  ///
  /// @throws InvalidCiphertext if it was not wrapped with this binding under this root key
  public Secret unwrap(Binding binding, Bytes wrapped) {
    if (!rootKeyOf(wrapped).equals(rootKey.id())) {
      throw new InvalidCiphertext();
    }
    byte[] blob = wrapped.unsafeArray();
    GcmKey own = ownKey(blob);
    try {
      Slice in = new Slice(blob, HEADER_BYTES, blob.length - HEADER_BYTES);
      return Secret.owning(Primitives.ofThread().open(own, aad(blob, binding), in));
    } finally {
      own.wipe();
    }
  }

  /// The root key that a blob names. Not authentic until [#unwrap] succeeded.
  ///
  /// @throws InvalidCiphertext if it is no wrapped secret, by its version or length
  public static RootKeyId rootKeyOf(Bytes wrapped) {
    if (wrapped.length() < OVERHEAD_BYTES || wrapped.unsafeArray()[0] != VERSION) {
      throw new InvalidCiphertext();
    }
    return new RootKeyId(wrapped.slice(1, RootKeyId.BYTES));
  }

  private GcmKey ownKey(byte[] blob) {
    Bytes context =
        Bytes.owning(Arrays.copyOfRange(blob, NONCE_OFFSET, NONCE_OFFSET + NONCE_BYTES));
    Secret derived = rootKey.derive(LABEL, context);
    byte[] key = derived.read(SecretAccess.CRYPTOGRAPHY);
    derived.destroy();
    return new GcmKey(key, Arrays.copyOfRange(blob, NONCE_OFFSET + NONCE_BYTES, HEADER_BYTES));
  }

  private static byte[] aad(byte[] blob, Binding binding) {
    byte[] encoded = binding.encoded().unsafeArray();
    byte[] aad = Arrays.copyOf(blob, HEADER_BYTES + encoded.length);
    System.arraycopy(encoded, 0, aad, HEADER_BYTES, encoded.length);
    return aad;
  }
}
