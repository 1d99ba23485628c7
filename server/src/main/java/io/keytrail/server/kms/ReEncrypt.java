package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.ResourceRef;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decrypts under one key and encrypts under another, or under another context, without showing the
/// plaintext.
final class ReEncrypt implements Operation<ReEncrypt.Input, ReEncrypt.Target, ReEncrypt.Output> {
  private static final String FROM = "kms:ReEncryptFrom";
  private static final String TO = "kms:ReEncryptTo";
  private static final String NAME = "ReEncrypt";
  private final KmsCore kms;

  ReEncrypt(KmsCore kms) {
    this.kms = kms;
  }

  record Input(
      Bytes ciphertextBlob,
      Map<String, String> sourceEncryptionContext,
      Optional<String> sourceKeyId,
      String destinationKeyId,
      Map<String, String> destinationEncryptionContext,
      Optional<String> sourceEncryptionAlgorithm,
      Optional<String> destinationEncryptionAlgorithm,
      List<String> grantTokens,
      Optional<Boolean> dryRun) {}

  record Output(
      Bytes ciphertextBlob,
      String sourceKeyId,
      String keyId,
      String sourceEncryptionAlgorithm,
      String destinationEncryptionAlgorithm,
      String sourceKeyMaterialId,
      String destinationKeyMaterialId) {}

  record Target(KeyTarget source, KeyTarget destination) {
    boolean sameKey() {
      return source.arn().equals(destination.arn());
    }
  }

  @Override
  public OperationId id() {
    return KeyOperation.kms(NAME);
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Class<Output> outputType() {
    return Output.class;
  }

  @Override
  public Access access() {
    return new Access.Checked(
        List.of(
            new Access.Rule(FROM, "the source key"), new Access.Rule(TO, "the destination key")));
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Future<Target> target(Call call, Input input) {
    EncryptionContexts.require(input.sourceEncryptionContext());
    EncryptionContexts.require(input.destinationEncryptionContext());
    Future<KeyTarget> source =
        input.sourceKeyId().isPresent()
            ? named(call, input.sourceKeyId().get(), input)
            : kms.keys()
                .ofCiphertext(
                    call, KeyRing.header(input.ciphertextBlob()).keyId(), input.grantTokens());
    return source.compose(
        from -> named(call, input.destinationKeyId(), input).map(to -> new Target(from, to)));
  }

  private Future<KeyTarget> named(Call call, String keyId, Input input) {
    return kms.keys()
        .resolve(call, keyId, KeyResolver.Naming.ANY_KEY_OR_ALIAS, input.grantTokens());
  }

  @Override
  public List<Check> checks(Call call, Input input, Target target) {
    return List.of(
        KeyChecks.of(
            FROM,
            target.source(),
            context(input.sourceEncryptionAlgorithm(), target),
            input.sourceEncryptionContext()),
        KeyChecks.of(
            TO,
            target.destination(),
            context(input.destinationEncryptionAlgorithm(), target),
            input.destinationEncryptionContext()));
  }

  private static Map<String, ContextValue> context(Optional<String> algorithm, Target target) {
    Map<String, ContextValue> context = new HashMap<>(CryptoRules.context(algorithm));
    context.put("kms:ReEncryptOnSameKey", KeyContext.flag(target.sameKey()));
    return context;
  }

  @Override
  public List<ResourceRef> resources(Call call, Input input, Target target) {
    return List.of(KeyOperation.ref(target.source()), KeyOperation.ref(target.destination()));
  }

  @Override
  public String refusalMessage(Call call, Input input, Target target, Authorization refusal) {
    // Evaluation stops at the first refusal: with one check judged it was the source's.
    if (refusal.evaluated().size() > 1) {
      return Refusals.onNamedKey(call, TO, target.destination(), refusal);
    }
    return input.sourceKeyId().isPresent()
        ? Refusals.onNamedKey(call, FROM, target.source(), refusal)
        : Refusals.onCiphertextKey(call, target.source(), refusal);
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    KmsKey source = CryptoRules.usable(target.source(), NAME, input.sourceEncryptionAlgorithm());
    KmsKey destination =
        CryptoRules.usable(target.destination(), NAME, input.destinationEncryptionAlgorithm());
    return kms.ring()
        .open(source, input.sourceEncryptionContext(), input.ciphertextBlob())
        .compose(
            opened ->
                seal(input, destination, opened)
                    .map(cipher -> answer(source, destination, opened, cipher)));
  }

  private Future<KeyRing.Sealed> seal(Input input, KmsKey destination, KeyRing.Opened opened) {
    if (input.dryRun().orElse(false)) {
      opened.plaintext().destroy();
      KmsErrors.stopDryRun(true);
    }
    return kms.ring()
        .seal(destination, input.destinationEncryptionContext(), opened.plaintext())
        .onComplete(_ -> opened.plaintext().destroy());
  }

  private static Outcome<Output> answer(
      KmsKey source, KmsKey destination, KeyRing.Opened opened, KeyRing.Sealed cipher) {
    JsonObject data =
        JsonObject.builder()
            .put("sourceKeyMaterialId", opened.materialId())
            .put("destinationKeyMaterialId", cipher.materialId())
            .build();
    return new Outcome.Answer<>(
        new Output(
            cipher.blob(),
            source.arn(),
            destination.arn(),
            CryptoRules.SYMMETRIC_DEFAULT,
            CryptoRules.SYMMETRIC_DEFAULT,
            opened.materialId(),
            cipher.materialId()),
        RecordElements.additional(data));
  }
}
