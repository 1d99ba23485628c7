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

/// Makes a data key and gives it only encrypted under the key.
final class GenerateDataKeyWithoutPlaintext
    extends KeyOperation<
        GenerateDataKeyWithoutPlaintext.Input, GenerateDataKeyWithoutPlaintext.Output> {
  private final KmsCore kms;

  GenerateDataKeyWithoutPlaintext(KmsCore kms) {
    super(new Facts<>("GenerateDataKeyWithoutPlaintext", Input.class, Output.class, true));
    this.kms = kms;
  }

  record Input(
      String keyId,
      Map<String, String> encryptionContext,
      Optional<String> keySpec,
      Optional<Integer> numberOfBytes,
      List<String> grantTokens,
      Optional<Boolean> dryRun) {}

  record Output(Bytes ciphertextBlob, String keyId, String keyMaterialId) {}

  @Override
  public Future<KeyTarget> target(Call call, Input input) {
    DataKeySize.of(input.keySpec(), input.numberOfBytes());
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
    KmsKey key = CryptoRules.usable(target, "GenerateDataKeyWithoutPlaintext", Optional.empty());
    KmsErrors.stopDryRun(input.dryRun().orElse(false));
    Secret dataKey = kms.ring().dataKey(DataKeySize.of(input.keySpec(), input.numberOfBytes()));
    return kms.ring()
        .seal(key, input.encryptionContext(), dataKey)
        .onComplete(_ -> dataKey.destroy())
        .map(
            cipher ->
                new Outcome.Answer<>(
                    new Output(cipher.blob(), key.arn(), cipher.materialId()),
                    RecordElements.material(cipher.materialId())));
  }
}
