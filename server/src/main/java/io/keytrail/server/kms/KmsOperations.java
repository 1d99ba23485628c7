package io.keytrail.server.kms;

import io.keytrail.server.crypto.Envelope;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Operation;
import io.keytrail.server.invoke.Principals;
import java.security.SecureRandom;
import java.util.List;

/// The KMS operations that this server serves.
public final class KmsOperations {
  private KmsOperations() {}

  /// What the operations need from outside.
  public record Dependencies(
      KmsStore store,
      Authorizer authorizer,
      Principals principals,
      KeyPolicies policies,
      KeyMaterials materials,
      AwsManagedKeys managed,
      RootKey rootKey,
      SecureRandom random) {

    KmsCore toCore() {
      GrantTokens tokens = new GrantTokens(rootKey, random);
      return new KmsCore(
          store,
          new KeyResolver(store, tokens, managed),
          new KeyRing(store, new Envelope(random), random),
          materials,
          new PolicyGate(policies, principals, authorizer),
          new ParentGrants(authorizer),
          tokens,
          new Markers(rootKey),
          principals,
          authorizer,
          random);
    }
  }

  public static List<Operation<?, ?, ?>> all(Dependencies dependencies) {
    KmsCore kms = dependencies.toCore();
    return List.of(
        new CancelKeyDeletion(kms),
        new CreateAlias(kms),
        new CreateGrant(kms),
        new CreateKey(kms),
        new Decrypt(kms),
        new DeleteAlias(kms),
        new DescribeKey(kms),
        new DisableKey(kms),
        new EnableKey(kms),
        new Encrypt(kms),
        new GenerateDataKey(kms),
        new GenerateDataKeyWithoutPlaintext(kms),
        new GetKeyPolicy(kms),
        new ListAliases(kms),
        new ListGrants(kms),
        new ListKeyPolicies(kms),
        new ListKeys(kms),
        new ListResourceTags(kms),
        new ListRetirableGrants(kms),
        new PutKeyPolicy(kms),
        new ReEncrypt(kms),
        new RetireGrant(kms),
        new RevokeGrant(kms),
        new ScheduleKeyDeletion(kms),
        new TagResource(kms),
        new UntagResource(kms),
        new UpdateAlias(kms),
        new UpdateKeyDescription(kms));
  }
}
