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

/// Decrypts what was encrypted under a key. The ciphertext names the key; a caller may say which
/// one he expects.
final class Decrypt extends KeyOperation<Decrypt.Input, Decrypt.Output> {
  private final KmsCore kms;

  Decrypt(KmsCore kms) {
    super(new Facts<>("Decrypt", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(
      Bytes ciphertextBlob,
      Map<String, String> encryptionContext,
      List<String> grantTokens,
      Optional<String> keyId,
      Optional<String> encryptionAlgorithm,
      Optional<RecipientInfo> recipient,
      Optional<Boolean> dryRun) {}

  record Output(String keyId, Secret plaintext, String encryptionAlgorithm, String keyMaterialId) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    CryptoRules.refuseRecipient(input.recipient());
    EncryptionContexts.require(input.encryptionContext());
    return input.keyId().isPresent()
        ? kms.keys()
            .resolve(
                call, input.keyId().get(), KeyResolver.Naming.ANY_KEY_OR_ALIAS, input.grantTokens())
        : kms.keys()
            .ofCiphertext(
                call, KeyRing.header(input.ciphertextBlob()).keyId(), input.grantTokens());
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
  public String refusalMessage(Call call, Input input, KeyTarget target, Authorization refusal) {
    return input.keyId().isPresent()
        ? Refusals.onNamedKey(call, action(), target, refusal)
        : Refusals.onCiphertextKey(call, target, refusal);
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = CryptoRules.usable(target, "Decrypt", input.encryptionAlgorithm());
    return kms.ring()
        .open(key, input.encryptionContext(), input.ciphertextBlob())
        .map(opened -> answer(input, key, opened));
  }

  private static Outcome<Output> answer(Input input, KmsKey key, KeyRing.Opened opened) {
    if (input.dryRun().orElse(false)) {
      opened.plaintext().destroy();
      KmsErrors.stopDryRun(true);
    }
    Output output =
        new Output(
            key.arn(), opened.plaintext(), CryptoRules.SYMMETRIC_DEFAULT, opened.materialId());
    return new Outcome.Answer<>(output, RecordElements.material(opened.materialId()));
  }
}
