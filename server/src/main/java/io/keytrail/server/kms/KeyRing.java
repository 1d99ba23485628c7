package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Envelope;
import io.keytrail.server.crypto.InvalidCiphertext;
import io.keytrail.server.crypto.Secret;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Map;

/// Encrypts and decrypts under keys. The caller has checked permission, state and usage. Runs on
/// the event loop: some microseconds, and no waiting where the key version is cached.
final class KeyRing {
  private final KmsReads store;
  private final Envelope envelope;
  private final SecureRandom random;

  KeyRing(KmsReads store, Envelope envelope, SecureRandom random) {
    this.store = store;
    this.envelope = envelope;
    this.random = random;
  }

  record Sealed(Bytes blob, String materialId) {}

  /// @param plaintext the receiver's to destroy
  record Opened(Secret plaintext, String materialId) {}

  /// The clear header of a blob.
  ///
  /// @throws io.keytrail.server.invoke.ApiException if it is no blob of ours
  static Envelope.Header header(Bytes blob) {
    try {
      return Envelope.parse(blob);
    } catch (InvalidCiphertext refused) {
      throw KmsErrors.invalidCiphertext();
    }
  }

  /// Encrypts under the key's current version.
  Future<Sealed> seal(KmsKey key, Map<String, String> context, Secret plaintext) {
    return store
        .material(key.id(), key.material().versionId())
        .map(
            found -> {
              KeyVersion version =
                  found.orElseThrow(
                      () -> new IllegalStateException("no material for " + key.stateVersion()));
              return new Sealed(
                  envelope.seal(version.material(), context, plaintext), version.materialId());
            });
  }

  /// Decrypts under the version that the blob names.
  Future<Opened> open(KmsKey key, Map<String, String> context, Bytes blob) {
    Envelope.Header header = header(blob);
    if (!header.keyId().equals(key.id())) {
      throw KmsErrors.incorrectKey();
    }
    return store
        .material(key.id(), header.versionId())
        .map(
            found -> {
              KeyVersion version = found.orElseThrow(KmsErrors::invalidCiphertext);
              return open(version, context, blob);
            });
  }

  /// A new data key of so many bytes.
  Secret dataKey(int bytes) {
    return Secret.random(bytes, random);
  }

  private Opened open(KeyVersion version, Map<String, String> context, Bytes blob) {
    try {
      return new Opened(envelope.open(version.material(), context, blob), version.materialId());
    } catch (InvalidCiphertext refused) {
      throw KmsErrors.invalidCiphertext();
    }
  }
}
