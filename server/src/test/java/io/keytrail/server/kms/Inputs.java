package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Inputs of operations, with what most tests leave out left out.
final class Inputs {
  private Inputs() {}

  static CreateKey.Input createKey() {
    return createKey(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  static CreateKey.Input keyWithPolicy(String policy) {
    return createKey(Optional.of(policy), Optional.empty(), Optional.empty(), List.of());
  }

  static CreateKey.Input keyOf(String spec, String usage) {
    return createKey(Optional.empty(), Optional.of(spec), Optional.of(usage), List.of());
  }

  static CreateKey.Input createKey(
      Optional<String> policy, Optional<String> spec, Optional<String> usage, List<Tag> tags) {
    return new CreateKey.Input(
        policy,
        Optional.empty(),
        usage,
        Optional.empty(),
        spec,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        tags,
        Optional.empty(),
        Optional.empty());
  }

  static DescribeKey.Input describe(String keyId) {
    return new DescribeKey.Input(keyId, List.of());
  }

  static PutKeyPolicy.Input putPolicy(String keyId, String policy) {
    return new PutKeyPolicy.Input(keyId, policy, Optional.empty(), Optional.empty());
  }

  static ScheduleKeyDeletion.Input schedule(String keyId, int days) {
    return new ScheduleKeyDeletion.Input(keyId, Optional.of(days));
  }

  static Encrypt.Input encrypt(String keyId, Map<String, String> context, String text) {
    return new Encrypt.Input(
        keyId, Secret.ofUtf8(text), context, List.of(), Optional.empty(), Optional.empty());
  }

  static Decrypt.Input decrypt(Bytes blob, Map<String, String> context) {
    return decrypt(blob, context, Optional.empty(), List.of());
  }

  static Decrypt.Input decrypt(
      Bytes blob, Map<String, String> context, Optional<String> keyId, List<String> tokens) {
    return new Decrypt.Input(
        blob, context, tokens, keyId, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static GenerateDataKey.Input dataKey(String keyId, Map<String, String> context) {
    return new GenerateDataKey.Input(
        keyId,
        context,
        Optional.empty(),
        Optional.of("AES_256"),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static GenerateDataKeyWithoutPlaintext.Input blindDataKey(
      String keyId, Map<String, String> context, int bytes) {
    return new GenerateDataKeyWithoutPlaintext.Input(
        keyId, context, Optional.empty(), Optional.of(bytes), List.of(), Optional.empty());
  }

  static ReEncrypt.Input reEncrypt(Bytes blob, Map<String, String> context, String destination) {
    return new ReEncrypt.Input(
        blob,
        context,
        Optional.empty(),
        destination,
        context,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  static CreateGrant.Input grant(String keyId, String grantee, String... operations) {
    return grant(keyId, grantee, Optional.empty(), Optional.empty(), operations);
  }

  static CreateGrant.Input grant(
      String keyId,
      String grantee,
      Optional<GrantConstraints> constraints,
      Optional<String> name,
      String... operations) {
    return new CreateGrant.Input(
        keyId,
        Optional.of(grantee),
        Optional.empty(),
        List.of(operations),
        constraints,
        List.of(),
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static CreateGrant.Input retirableGrant(
      String keyId, String grantee, String retiring, String... operations) {
    return new CreateGrant.Input(
        keyId,
        Optional.of(grantee),
        Optional.of(retiring),
        List.of(operations),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Optional<GrantConstraints> subset(Map<String, String> pairs) {
    return Optional.of(
        new GrantConstraints(Optional.of(pairs), Optional.empty(), Optional.empty()));
  }

  static Optional<GrantConstraints> equalTo(Map<String, String> pairs) {
    return Optional.of(
        new GrantConstraints(Optional.empty(), Optional.of(pairs), Optional.empty()));
  }

  static ListGrants.Input listGrants(String keyId) {
    return new ListGrants.Input(
        keyId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static RetireGrant.Input retire(String keyId, String grantId) {
    return new RetireGrant.Input(
        Optional.empty(), Optional.of(keyId), Optional.of(grantId), Optional.empty());
  }

  static RetireGrant.Input retire(String token) {
    return new RetireGrant.Input(
        Optional.of(token), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static RevokeGrant.Input revoke(String keyId, String grantId) {
    return new RevokeGrant.Input(keyId, grantId, Optional.empty());
  }
}
