package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.Wrapping;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.UUID;

/// Makes key material, wraps it for storage and unwraps it. RSA keys are made on `workers`, for
/// they take long.
public final class KeyMaterials {
  private static final int SYMMETRIC_BYTES = 32;
  private final Wrapping wrapping;
  private final SecureRandom random;
  private final WorkerExecutor workers;

  public KeyMaterials(Wrapping wrapping, SecureRandom random, WorkerExecutor workers) {
    this.wrapping = wrapping;
    this.random = random;
    this.workers = workers;
  }

  /// The row that wrapped material belongs to.
  public record Owner(Place place, UUID keyId, UUID versionId) {
    Wrapping.Binding binding() {
      return new Wrapping.Binding(
          place.account(),
          place.region(),
          keyId.toString(),
          versionId.toString(),
          Wrapping.Purpose.KEY_VERSION);
    }
  }

  /// New material, already wrapped; its plain form is gone when this completes.
  Future<Bytes> make(KeySpec spec, Owner owner) {
    return switch (spec) {
      case SYMMETRIC_DEFAULT, HMAC_256 ->
          Future.succeededFuture(wrap(owner, Secret.random(SYMMETRIC_BYTES, random)));
      case RSA_2048 -> workers.executeBlocking(() -> wrap(owner, rsa(2048)), false);
    };
  }

  /// The plain material; the caller destroys it when it is done.
  ///
  /// @throws io.keytrail.server.crypto.InvalidCiphertext if it was wrapped for another row or under
  ///     another root key
  public Secret unwrap(Owner owner, Bytes wrapped) {
    return wrapping.unwrap(owner.binding(), wrapped);
  }

  private Bytes wrap(Owner owner, Secret material) {
    try {
      return wrapping.wrap(owner.binding(), material);
    } finally {
      material.destroy();
    }
  }

  private Secret rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return Secret.owning(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks RSA", impossible);
    }
  }
}
