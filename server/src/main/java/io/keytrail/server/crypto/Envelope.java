package io.keytrail.server.crypto;

import io.keytrail.server.crypto.Primitives.GcmKey;
import io.keytrail.server.crypto.Primitives.Slice;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/// A KMS ciphertext. Each is encrypted under a key of its own, derived from the key version's
/// material and a random 128-bit nonce, so that no number of ciphertexts wears a key version out.
///
/// Layout: version (1), key id (16), key-version id (16), KDF nonce (16), GCM nonce (12),
/// ciphertext, tag (16). The first 61 bytes and the encryption context are authenticated. Threads
/// may share an instance; a call costs about a microsecond and never waits.
public final class Envelope {
  /// What KMS encrypts at most.
  public static final int MAX_PLAINTEXT_BYTES = 4096;

  /// What KMS accepts at most as a ciphertext.
  public static final int MAX_BLOB_BYTES = 6144;

  static final byte VERSION = 1;
  static final int KDF_NONCE_BYTES = 16;
  static final int KDF_NONCE_OFFSET = 33;
  static final int HEADER_BYTES = KDF_NONCE_OFFSET + KDF_NONCE_BYTES + Primitives.GCM_NONCE_BYTES;
  static final int OVERHEAD_BYTES = HEADER_BYTES + Primitives.GCM_TAG_BYTES;
  private static final String LABEL = "keytrail envelope v1";
  private final SecureRandom random;

  public Envelope(SecureRandom random) {
    this.random = random;
  }

  /// The clear part of a blob that says what opens it. Not authentic until [#open] succeeded.
  public record Header(UUID keyId, UUID versionId) {}

  /// Reads a header without a key.
  ///
  /// @throws InvalidCiphertext if this is no blob of ours, by its version or its length
  public static Header parse(Bytes blob) {
    byte[] bytes = blob.unsafeArray();
    if (bytes.length < OVERHEAD_BYTES || bytes.length > MAX_BLOB_BYTES || bytes[0] != VERSION) {
      throw new InvalidCiphertext();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, 32);
    return new Header(new UUID(in.getLong(), in.getLong()), new UUID(in.getLong(), in.getLong()));
  }

  /// Encrypts up to 4096 bytes.
  ///
  /// @throws UnencodableText if the context holds a lone surrogate
  /// @throws IllegalArgumentException if the plaintext is longer
  public Bytes seal(KeyVersionMaterial key, Map<String, String> context, Secret plaintext) {
    if (plaintext.length() > MAX_PLAINTEXT_BYTES) {
      throw new IllegalArgumentException("expected at most 4096 bytes of plaintext");
    }
    byte[] nonces = new byte[KDF_NONCE_BYTES + Primitives.GCM_NONCE_BYTES];
    random.nextBytes(nonces);
    byte[] blob =
        ByteBuffer.allocate(OVERHEAD_BYTES + plaintext.length())
            .put(VERSION)
            .putLong(key.keyId().getMostSignificantBits())
            .putLong(key.keyId().getLeastSignificantBits())
            .putLong(key.versionId().getMostSignificantBits())
            .putLong(key.versionId().getLeastSignificantBits())
            .put(nonces)
            .array();
    byte[] aad = aad(blob, context);
    GcmKey own = ownKey(key.material(), blob);
    byte[] clear = plaintext.read(SecretAccess.CRYPTOGRAPHY);
    try {
      Slice out = new Slice(blob, HEADER_BYTES, blob.length - HEADER_BYTES);
      Primitives.ofThread().seal(own, aad, clear, out);
    } finally {
      own.wipe();
      Arrays.fill(clear, (byte) 0);
    }
    return Bytes.owning(blob);
  }

  /// Decrypts.
  ///
  /// @throws InvalidCiphertext if the blob is not one that `seal` made under this key version and
  ///     this context
  public Secret open(KeyVersionMaterial key, Map<String, String> context, Bytes blob) {
    if (!parse(blob).equals(new Header(key.keyId(), key.versionId()))) {
      throw new InvalidCiphertext();
    }
    byte[] bytes = blob.unsafeArray();
    byte[] aad;
    try {
      aad = aad(bytes, context);
    } catch (UnencodableText never) {
      // No ciphertext was ever made under such a context.
      throw new InvalidCiphertext();
    }
    GcmKey own = ownKey(key.material(), bytes);
    try {
      Slice in = new Slice(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
      return Secret.owning(Primitives.ofThread().open(own, aad, in));
    } finally {
      own.wipe();
    }
  }

  /// The header, whose length is fixed, and the context's encoding: injective as a whole.
  private static byte[] aad(byte[] blob, Map<String, String> context) {
    byte[] encoded = EncryptionContextAad.encodeToArray(context);
    byte[] aad = Arrays.copyOf(blob, HEADER_BYTES + encoded.length);
    System.arraycopy(encoded, 0, aad, HEADER_BYTES, encoded.length);
    return aad;
  }

  private static GcmKey ownKey(Secret material, byte[] blob) {
    byte[] kdfNonce =
        Arrays.copyOfRange(blob, KDF_NONCE_OFFSET, KDF_NONCE_OFFSET + KDF_NONCE_BYTES);
    byte[] gcmNonce = Arrays.copyOfRange(blob, KDF_NONCE_OFFSET + KDF_NONCE_BYTES, HEADER_BYTES);
    byte[] key = Kdf.deriveToArray(material, LABEL, kdfNonce, Primitives.KEY_BYTES);
    return new GcmKey(key, gcmNonce);
  }
}
