package io.keytrail.server.kms;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What CreateKey is going to make.
///
/// @param keyId drawn before authorisation, so that tagging can be checked on the key's own ARN
record NewKey(UUID keyId, KeySpec spec, KeyUsage usage, Map<String, String> tags) {

  /// Reads the request's wishes.
  ///
  /// @throws io.keytrail.server.invoke.ApiException for what AWS refuses and for what this server
  ///     does not make
  static NewKey of(UUID keyId, CreateKey.Input input) {
    requireSupported(input);
    KeySpec spec = spec(input);
    KeyUsage usage = usage(spec, input.keyUsage());
    return new NewKey(keyId, spec, usage, Tag.byKey(input.tags()));
  }

  private static void requireSupported(CreateKey.Input input) {
    String origin = input.origin().orElse(KeyContext.AWS_KMS);
    if (!origin.equals(KeyContext.AWS_KMS)) {
      throw KmsErrors.unsupported("Origin " + origin + " is not supported; AWS_KMS is");
    }
    if (input.customKeyStoreId().isPresent() || input.xksKeyId().isPresent()) {
      throw KmsErrors.unsupported("Custom key stores are not supported");
    }
    if (input.multiRegion().orElse(false)) {
      throw KmsErrors.unsupported("Multi-Region keys are not supported; single-Region keys are");
    }
  }

  private static KeySpec spec(CreateKey.Input input) {
    if (input.keySpec().isPresent() && input.customerMasterKeySpec().isPresent()) {
      throw KmsErrors.validation(
          "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.");
    }
    String name =
        input.keySpec().or(input::customerMasterKeySpec).orElse(KeySpec.SYMMETRIC_DEFAULT.name());
    return KeySpec.supported(name)
        .orElseThrow(
            () ->
                KmsErrors.unsupported(
                    "KeySpec "
                        + name
                        + " is not supported; SYMMETRIC_DEFAULT, RSA_2048 and HMAC_256 are"));
  }

  private static KeyUsage usage(KeySpec spec, Optional<String> name) {
    if (name.isEmpty()) {
      if (!spec.isSymmetricEncryption()) {
        throw KmsErrors.validation(
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
      }
      return KeyUsage.ENCRYPT_DECRYPT;
    }
    KeyUsage usage = KeyUsage.valueOf(name.get());
    if (!spec.permits(usage)) {
      throw KmsErrors.validation("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
    }
    return usage;
  }
}
