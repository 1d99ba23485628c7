package io.keytrail.server.kms;

import java.util.List;
import java.util.Optional;

/// What kind of material a key has; the specs that this server makes.
public enum KeySpec {
  SYMMETRIC_DEFAULT(
      List.of(KeyUsage.ENCRYPT_DECRYPT), List.of("SYMMETRIC_DEFAULT"), List.of(), List.of()),
  RSA_2048(
      List.of(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
      List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"),
      List.of(
          "RSASSA_PKCS1_V1_5_SHA_256",
          "RSASSA_PKCS1_V1_5_SHA_384",
          "RSASSA_PKCS1_V1_5_SHA_512",
          "RSASSA_PSS_SHA_256",
          "RSASSA_PSS_SHA_384",
          "RSASSA_PSS_SHA_512"),
      List.of()),
  HMAC_256(List.of(KeyUsage.GENERATE_VERIFY_MAC), List.of(), List.of(), List.of("HMAC_SHA_256"));

  private final List<KeyUsage> usages;
  private final List<String> encryptionAlgorithms;
  private final List<String> signingAlgorithms;
  private final List<String> macAlgorithms;

  KeySpec(
      List<KeyUsage> usages,
      List<String> encryptionAlgorithms,
      List<String> signingAlgorithms,
      List<String> macAlgorithms) {
    this.usages = usages;
    this.encryptionAlgorithms = encryptionAlgorithms;
    this.signingAlgorithms = signingAlgorithms;
    this.macAlgorithms = macAlgorithms;
  }

  /// The spec of this wire name, if this server makes such keys.
  static Optional<KeySpec> supported(String name) {
    for (KeySpec spec : values()) {
      if (spec.name().equals(name)) {
        return Optional.of(spec);
      }
    }
    return Optional.empty();
  }

  boolean permits(KeyUsage usage) {
    return usages.contains(usage);
  }

  boolean isSymmetricEncryption() {
    return this == SYMMETRIC_DEFAULT;
  }

  List<String> encryptionAlgorithms(KeyUsage usage) {
    return usage == KeyUsage.ENCRYPT_DECRYPT ? encryptionAlgorithms : List.of();
  }

  List<String> signingAlgorithms(KeyUsage usage) {
    return usage == KeyUsage.SIGN_VERIFY ? signingAlgorithms : List.of();
  }

  List<String> macAlgorithms(KeyUsage usage) {
    return usage == KeyUsage.GENERATE_VERIFY_MAC ? macAlgorithms : List.of();
  }
}
