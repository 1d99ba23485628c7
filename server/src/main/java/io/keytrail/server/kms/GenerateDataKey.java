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

/// Makes a data key; gives it in plain and encrypted under the key.
final class GenerateDataKey extends KeyOperation<GenerateDataKey.Input, GenerateDataKey.Output> {
  private final KmsCore kms;

  GenerateDataKey(KmsCore kms) {
    super(new Facts<>("GenerateDataKey", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(
      String keyId,
      Map<String, String> encryptionContext,
      Optional<Integer> numberOfBytes,
      Optional<String> keySpec,
      List<String> grantTokens,
      Optional<RecipientInfo> recipient,
      Optional<Boolean> dryRun) {}

  record Output(Bytes ciphertextBlob, Secret plaintext, String keyId, String keyMaterialId) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    DataKeySize.of(input.keySpec(), input.numberOfBytes());
    CryptoRules.refuseRecipient(input.recipient());
    EncryptionContexts.require(input.encryptionContext());
    return kms.keys()
        .resolve(call, input.keyId(), KeyResolver.Naming.ANY_KEY_OR_ALIAS, input.grantTokens());
  }

  @Override
  public List<Check> checks(Call call, Input input, KeyTarget target) {
    return List.of(
        KeyChecks.of(
            action(), target, CryptoRules.context(Optional.empty()), input.encryptionContext()));
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, KeyTarget target, Authorization authorization) {
    KmsKey key = CryptoRules.usable(target, "GenerateDataKey", Optional.empty());
    KmsErrors.stopDryRun(input.dryRun().orElse(false));
    Secret dataKey = kms.ring().dataKey(DataKeySize.of(input.keySpec(), input.numberOfBytes()));
    return kms.ring()
        .seal(key, input.encryptionContext(), dataKey)
        .onFailure(_ -> dataKey.destroy())
        .map(
            cipher ->
                new Outcome.Answer<>(
                    new Output(cipher.blob(), dataKey, key.arn(), cipher.materialId()),
                    RecordElements.material(cipher.materialId())));
  }
}
