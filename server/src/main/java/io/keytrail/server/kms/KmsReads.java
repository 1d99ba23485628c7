package io.keytrail.server.kms;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reading outside transactions. The first five may be answered from a cache that is as fresh as
/// its lease; they are on the road of every cryptographic call and then complete at once.
public interface KmsReads {

  /// The key with its policy; deleted keys are absent.
  Future<Optional<KeyPolicy.Guarded>> key(UUID keyId);

  Future<Optional<Alias>> alias(Place place, String name);

  /// Live grants on the key for any of these grantees, each grantee compared as text. The cost does
  /// not grow with the number of other grants on the key.
  Future<List<KmsGrant>> grantsFor(UUID keyId, Collection<String> grantees);

  /// Live or ended.
  Future<Optional<KmsGrant>> grant(String grantId);

  /// Unwrapped material of a key version; absent if the key has no such version or it was erased.
  /// It is shared: never destroy it.
  Future<Optional<KeyVersion>> material(UUID keyId, UUID versionId);

  /// Keys that are not deleted, in order of id.
  Future<List<UUID>> keyIds(Place place, Optional<UUID> after, int limit);

  /// In order of name.
  Future<List<Alias>> aliases(Place place, Optional<String> after, int limit);

  /// Live grants in order of id.
  Future<List<KmsGrant>> grants(GrantQuery query);

  /// Live grants in a Region, on keys of any account, that this principal may retire, in order of
  /// id.
  Future<List<KmsGrant>> retirable(RetirableQuery query);

  /// Keys whose deletion is due.
  Future<List<UUID>> dueForDeletion(Instant now, int limit);

  /// Which retirable grants to list.
  ///
  /// @param account whose keys; absent: everyone's
  /// @param retiringIsService tells a `RetiringServicePrincipal` from a `RetiringPrincipal`
  record RetirableQuery(
      Optional<String> account,
      String region,
      String retiring,
      boolean retiringIsService,
      Optional<String> after,
      int limit) {}

  /// Which grants of a key to list.
  ///
  /// @param granteeIsService tells a `GranteeServicePrincipal` from a `GranteePrincipal`
  record GrantQuery(
      UUID keyId,
      Optional<String> grantId,
      Optional<String> grantee,
      boolean granteeIsService,
      Optional<String> after,
      int limit) {}
}
