package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key as the API shows it. What does not apply is absent.
public record KeyMetadata(
    String aWSAccountId,
    String keyId,
    String arn,
    Instant creationDate,
    boolean enabled,
    String description,
    String keyUsage,
    String keyState,
    Optional<Instant> deletionDate,
    String origin,
    String keyManager,
    String customerMasterKeySpec,
    String keySpec,
    Optional<List<String>> encryptionAlgorithms,
    Optional<List<String>> signingAlgorithms,
    Optional<List<String>> macAlgorithms,
    boolean multiRegion,
    Optional<String> currentKeyMaterialId) {

  static KeyMetadata of(KmsKey key) {
    KeySpec spec = key.spec();
    return new KeyMetadata(
        key.place().account(),
        key.id().toString(),
        key.arn(),
        key.created(),
        key.state() == KeyState.ENABLED,
        key.description(),
        key.usage().name(),
        key.state().wireName(),
        key.deletion().map(KmsKey.Deletion::at),
        KeyContext.AWS_KMS,
        key.managedByService() ? "AWS" : "CUSTOMER",
        spec.name(),
        spec.name(),
        unlessEmpty(spec.encryptionAlgorithms(key.usage())),
        unlessEmpty(spec.signingAlgorithms(key.usage())),
        unlessEmpty(spec.macAlgorithms(key.usage())),
        false,
        spec.isSymmetricEncryption() ? Optional.of(key.material().id()) : Optional.empty());
  }

  /// As CreateKey's record shows it.
  JsonObject toRecord() {
    JsonObject.Builder record =
        JsonObject.builder()
            .put("aWSAccountId", aWSAccountId)
            .put("keyId", keyId)
            .put("arn", arn)
            .put("creationDate", RecordElements.date(creationDate))
            .put("enabled", enabled)
            .put("description", description)
            .put("keyUsage", keyUsage)
            .put("keyState", keyState)
            .put("origin", origin)
            .put("keyManager", keyManager)
            .put("customerMasterKeySpec", customerMasterKeySpec)
            .put("keySpec", keySpec);
    list(record, "encryptionAlgorithms", encryptionAlgorithms);
    list(record, "signingAlgorithms", signingAlgorithms);
    list(record, "macAlgorithms", macAlgorithms);
    record.put("multiRegion", multiRegion);
    currentKeyMaterialId.ifPresent(id -> record.put("currentKeyMaterialId", id));
    return record.build();
  }

  private static void list(JsonObject.Builder record, String name, Optional<List<String>> values) {
    values.ifPresent(texts -> record.put(name, JsonArray.ofStrings(texts)));
  }

  private static Optional<List<String>> unlessEmpty(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }
}
