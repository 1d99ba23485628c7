package io.keytrail.server.kms;

import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.ApiException;
import java.util.Map;
import java.util.Optional;

/// Rules that the cryptographic operations share.
final class CryptoRules {
  static final String SYMMETRIC_DEFAULT = "SYMMETRIC_DEFAULT";
  private static final Map<String, ContextValue> SYMMETRIC_CONTEXT = context(SYMMETRIC_DEFAULT);

  private CryptoRules() {}

  /// The context values of a request with this algorithm.
  static Map<String, ContextValue> context(Optional<String> algorithm) {
    return algorithm.isEmpty() || algorithm.get().equals(SYMMETRIC_DEFAULT)
        ? SYMMETRIC_CONTEXT
        : context(algorithm.get());
  }

  private static Map<String, ContextValue> context(String algorithm) {
    return Map.of("kms:EncryptionAlgorithm", ContextValue.of(algorithm));
  }

  /// The key, if its state permits its use and its kind is right for the operation: first one, then
  /// the other.
  ///
  /// @param operation AWS's name of it, for the message
  static KmsKey usable(KeyTarget target, String operation, Optional<String> algorithm) {
    KmsKey key = target.key(StateTable.Row.CRYPTOGRAPHIC);
    if (key.usage() != KeyUsage.ENCRYPT_DECRYPT) {
      throw invalidUsage(
          "%s key usage is %s which is not valid for %s."
              .formatted(key.arn(), key.usage(), operation));
    }
    String wanted = algorithm.orElse(SYMMETRIC_DEFAULT);
    if (!key.spec().encryptionAlgorithms(key.usage()).contains(wanted)) {
      throw invalidUsage(
          "Algorithm %s is incompatible with key spec %s.".formatted(wanted, key.spec()));
    }
    if (!key.spec().isSymmetricEncryption()) {
      throw invalidUsage(
          "%s is of key spec %s, with which this server does not encrypt or decrypt."
              .formatted(key.arn(), key.spec()));
    }
    return key;
  }

  /// Attested replies for enclaves are not given; a plain reply in their place would be a leak.
  static void refuseRecipient(Optional<RecipientInfo> recipient) {
    if (recipient.isPresent()) {
      throw KmsErrors.unsupported("Recipient is not supported");
    }
  }

  private static ApiException invalidUsage(String message) {
    return new ApiException(KmsErrors.INVALID_KEY_USAGE, message);
  }
}
