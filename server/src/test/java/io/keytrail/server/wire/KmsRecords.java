package io.keytrail.server.wire;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Records as the operations of KMS could have them.
final class KmsRecords {
  private KmsRecords() {}

  record Nothing() {}

  record KeyIdOnly(String keyId) {}

  record DecryptInput(
      Bytes ciphertextBlob,
      Map<String, String> encryptionContext,
      List<String> grantTokens,
      Optional<String> keyId,
      Optional<String> encryptionAlgorithm,
      boolean dryRun) {}

  record DecryptOutput(
      String keyId, Secret plaintext, String encryptionAlgorithm, Optional<String> keyMaterialId) {}

  record EncryptInput(
      String keyId,
      Secret plaintext,
      Map<String, String> encryptionContext,
      List<String> grantTokens,
      Optional<String> encryptionAlgorithm,
      Optional<Boolean> dryRun) {}

  record EncryptOutput(Bytes ciphertextBlob, String keyId, String encryptionAlgorithm) {}

  record GenerateDataKeyInput(
      String keyId,
      Map<String, String> encryptionContext,
      OptionalInt numberOfBytes,
      Optional<String> keySpec,
      List<String> grantTokens,
      Optional<Boolean> dryRun) {}

  record GenerateDataKeyOutput(
      Bytes ciphertextBlob, Secret plaintext, String keyId, Optional<String> keyMaterialId) {}

  record Tag(String tagKey, String tagValue) {}

  record CreateKeyInput(
      Optional<String> policy,
      Optional<String> description,
      Optional<String> keyUsage,
      Optional<String> customerMasterKeySpec,
      Optional<String> keySpec,
      Optional<String> origin,
      boolean bypassPolicyLockoutSafetyCheck,
      List<Tag> tags,
      Optional<Boolean> multiRegion) {}

  record KeyMetadata(
      String aWSAccountId,
      String keyId,
      String arn,
      Instant creationDate,
      boolean enabled,
      String description,
      Optional<Instant> deletionDate,
      List<String> encryptionAlgorithms,
      OptionalInt pendingDeletionWindowInDays) {}

  record CreateKeyOutput(KeyMetadata keyMetadata) {}

  record Constraints(
      Optional<Map<String, String>> encryptionContextSubset,
      Optional<Map<String, String>> encryptionContextEquals,
      Optional<String> sourceArn) {}

  record CreateGrantInput(
      String keyId,
      Optional<String> granteePrincipal,
      Optional<String> retiringPrincipal,
      List<String> operations,
      Optional<Constraints> constraints,
      List<String> grantTokens,
      Optional<String> name) {}

  record CreateGrantOutput(String grantToken, String grantId) {}

  record ListGrantsInput(
      String keyId,
      Optional<String> grantId,
      Optional<String> granteePrincipal,
      Optional<Integer> limit,
      Optional<String> marker) {}

  record GrantListEntry(
      String keyId,
      String grantId,
      Instant creationDate,
      List<String> operations,
      Optional<Constraints> constraints) {}

  record ListGrantsOutput(
      List<GrantListEntry> grants, Optional<String> nextMarker, boolean truncated) {}

  record RetireGrantInput(
      Optional<String> grantToken, Optional<String> keyId, Optional<String> grantId) {}
}
