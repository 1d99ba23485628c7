package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Encrypts up to 4096 bytes under a key.
final class Encrypt extends KeyOperation<Encrypt.Input, Encrypt.Output> {
  private final KmsCore kms;

  Encrypt(KmsCore kms) {
    super(new Facts<>("Encrypt", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(
      String keyId,
      Secret plaintext,
      Map<String, String> encryptionContext,
      List<String> grantTokens,
      Optional<String> encryptionAlgorithm,
      Optional<Boolean> dryRun) {}

  record Output(Bytes ciphertextBlob, String keyId, String encryptionAlgorithm) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    EncryptionContexts.require(input.encryptionContext());
    return kms.keys()
        .resolve(call, input.keyId(), KeyResolver.Naming.ANY_KEY_OR_ALIAS, input.grantTokens());
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(
        KeyChecks.of(
            action(),
            target,
            CryptoRules.context(input.encryptionAlgorithm()),
            input.encryptionContext()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = CryptoRules.usable(target, "Encrypt", input.encryptionAlgorithm());
    KmsErrors.stopDryRun(input.dryRun().orElse(false));
    return kms.ring()
        .seal(key, input.encryptionContext(), input.plaintext())
        .map(
            cipher ->
                new Outcome.Answer<>(
                    new Output(cipher.blob(), key.arn(), CryptoRules.SYMMETRIC_DEFAULT),
                    RecordElements.material(cipher.materialId())));
  }
}
