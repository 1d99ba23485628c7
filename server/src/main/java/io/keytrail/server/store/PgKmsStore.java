package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.kms.Alias;
import io.keytrail.server.kms.Invalidations;
import io.keytrail.server.kms.KeyMaterials;
import io.keytrail.server.kms.KeyPolicies;
import io.keytrail.server.kms.KeyPolicy;
import io.keytrail.server.kms.KeyVersion;
import io.keytrail.server.kms.KmsGrant;
import io.keytrail.server.kms.KmsKey;
import io.keytrail.server.kms.KmsStore;
import io.keytrail.server.kms.Place;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The state of KMS in PostgreSQL, with what the cryptographic operations need kept in memory under
/// the lease. Warm, those readings complete before they return.
public final class PgKmsStore implements KmsStore {
  private static final int KEYS = 20_000;
  private static final int GRANTS = 200_000;

  private final PgKmsKeys keys;
  private final PgKmsGrants grants;
  private final PgKmsChanges changes;
  private final LeasedCache<UUID, Optional<KeyPolicy.Guarded>> keyCache;
  private final LeasedCache<String, Optional<Alias>> aliasCache;
  private final LeasedCache<String, List<KmsGrant>> grantCache;
  private final LeasedCache<UUID, Map<UUID, KeyVersion>> versionCache;

  public PgKmsStore(
      Database database,
      ChangeFeed feed,
      RowMacs macs,
      KeyPolicies policies,
      KeyMaterials materials) {
    this.keys = new PgKmsKeys(database, macs, policies, materials);
    this.grants = new PgKmsGrants(database, macs);
    this.changes = new PgKmsChanges(macs);
    this.keyCache = new LeasedCache<>(feed, KEYS, PgKmsStore::keyOf);
    this.versionCache = new LeasedCache<>(feed, KEYS, PgKmsStore::keyOf);
    this.aliasCache = new LeasedCache<>(feed, KEYS, change -> of(change, Invalidations.ALIAS));
    this.grantCache = new LeasedCache<>(feed, GRANTS, change -> of(change, Invalidations.GRANT));
  }

  /// Listeners of the feed must not fail: an id that is none of ours concerns no key.
  private static Optional<UUID> keyOf(Change.Of change) {
    try {
      return of(change, Invalidations.KEY).map(UUID::fromString);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<String> of(Change.Of change, String kind) {
    return change.kind().equals(kind) ? Optional.of(change.id()) : Optional.empty();
  }

  @Override
  public Future<Optional<KeyPolicy.Guarded>> key(UUID keyId) {
    return available(keyCache.get(keyId, keys::key));
  }

  @Override
  public Future<Optional<Alias>> alias(Place place, String name) {
    return available(
        aliasCache.get(Invalidations.aliasId(place, name), _ -> keys.alias(place, name)));
  }

  @Override
  public Future<List<KmsGrant>> grantsFor(UUID keyId, Collection<String> grantees) {
    List<Future<List<KmsGrant>>> found = new ArrayList<>(grantees.size());
    for (String grantee : grantees) {
      found.add(
          grantCache.get(
              Invalidations.granteeId(keyId, grantee), _ -> grants.ofGrantee(keyId, grantee)));
    }
    boolean warm = found.stream().allMatch(Future::succeeded);
    return warm
        ? Future.succeededFuture(join(found))
        : available(Future.all(found).map(_ -> join(found)));
  }

  private static List<KmsGrant> join(List<Future<List<KmsGrant>>> found) {
    List<KmsGrant> all = new ArrayList<>();
    found.forEach(one -> all.addAll(one.result()));
    return all;
  }

  @Override
  public Future<Optional<KmsGrant>> grant(String grantId) {
    return available(grantCache.get(grantId, _ -> grants.grant(grantId).map(PgKmsStore::asList)))
        .map(list -> list.stream().findFirst());
  }

  private static List<KmsGrant> asList(Optional<KmsGrant> grant) {
    return grant.map(List::of).orElseGet(List::of);
  }

  @Override
  public Future<Optional<KeyVersion>> material(UUID keyId, UUID versionId) {
    return available(versionCache.get(keyId, this::versions))
        .map(versions -> Optional.ofNullable(versions.get(versionId)));
  }

  private Future<Map<UUID, KeyVersion>> versions(UUID keyId) {
    return keys.key(keyId)
        .compose(
            found ->
                found
                    .map(guarded -> keys.versions(guarded.key()))
                    .orElseGet(() -> Future.succeededFuture(Map.of())));
  }

  @Override
  public Future<List<UUID>> keyIds(Place place, Optional<UUID> after, int limit) {
    return available(keys.keyIds(place, after, limit));
  }

  @Override
  public Future<List<Alias>> aliases(Place place, Optional<String> after, int limit) {
    return available(keys.aliases(place, after, limit));
  }

  @Override
  public Future<List<KmsGrant>> grants(GrantQuery query) {
    return available(grants.grants(query));
  }

  @Override
  public Future<List<KmsGrant>> retirable(RetirableQuery query) {
    return available(grants.retirable(query));
  }

  @Override
  public Future<List<UUID>> dueForDeletion(Instant now, int limit) {
    return available(keys.dueForDeletion(now, limit));
  }

  @Override
  public Future<KmsKey> lock(Tx tx, KmsKey authorised) {
    return changes
        .lock(PgTx.of(tx), authorised)
        .onFailure(
            failure -> {
              if (failure instanceof Outcome.StaleTarget) {
                keyCache.invalidate(authorised.id());
                versionCache.invalidate(authorised.id());
              }
            });
  }

  @Override
  public Future<Void> insertKey(Tx tx, KmsKey key, KeyPolicy policy, Bytes wrapped) {
    return changes.insertKey(PgTx.of(tx), key, policy, wrapped);
  }

  @Override
  public Future<Void> updateKey(Tx tx, KmsKey next) {
    return changes.updateKey(PgTx.of(tx), next);
  }

  @Override
  public Future<Void> insertPolicy(Tx tx, KeyPolicy policy) {
    return changes.insertPolicy(PgTx.of(tx), policy);
  }

  @Override
  public Future<Boolean> insertAlias(Tx tx, Alias alias) {
    return changes
        .insertAlias(PgTx.of(tx), alias)
        .onSuccess(
            added -> {
              if (!added) {
                // Another server added it within the lease.
                forget(alias);
              }
            });
  }

  @Override
  public Future<Void> updateAlias(Tx tx, Alias next) {
    return changes.updateAlias(PgTx.of(tx), next).onFailure(_ -> forget(next));
  }

  @Override
  public Future<Void> deleteAlias(Tx tx, Alias alias) {
    return changes.deleteAlias(PgTx.of(tx), alias).onFailure(_ -> forget(alias));
  }

  private void forget(Alias alias) {
    aliasCache.invalidate(Invalidations.aliasId(alias.place(), alias.name()));
  }

  @Override
  public Future<Void> deleteAliases(Tx tx, KmsKey key) {
    return changes.deleteAliases(PgTx.of(tx), key);
  }

  @Override
  public Future<Optional<KmsGrant>> currentGrant(Tx tx, String grantId) {
    return grants.current(PgTx.of(tx), grantId).onSuccess(this::forgetIfEnded);
  }

  /// Another server may have ended it within the lease.
  private void forgetIfEnded(Optional<KmsGrant> current) {
    current
        .filter(grant -> grant.ended().isPresent())
        .ifPresent(
            grant -> {
              grantCache.invalidate(grant.id());
              grantCache.invalidate(
                  Invalidations.granteeId(grant.keyId(), grant.terms().grantee()));
            });
  }

  @Override
  public Future<List<KmsGrant>> grantsNamed(Tx tx, UUID keyId, String name) {
    return grants.named(PgTx.of(tx), keyId, name);
  }

  @Override
  public Future<Integer> countGrants(Tx tx, UUID keyId, int most) {
    return grants.count(PgTx.of(tx), keyId, most);
  }

  @Override
  public Future<Void> insertGrant(Tx tx, KmsGrant grant) {
    return grants.insert(PgTx.of(tx), grant);
  }

  @Override
  public Future<Void> endGrant(Tx tx, KmsGrant ended) {
    return grants.end(PgTx.of(tx), List.of(ended));
  }

  @Override
  public Future<Void> endGrants(Tx tx, KmsKey key, KmsGrant.End end) {
    return grants.endAll(PgTx.of(tx), key, end);
  }

  @Override
  public Future<Void> eraseMaterial(Tx tx, KmsKey key) {
    return changes.eraseMaterial(PgTx.of(tx), key);
  }

  private static <T> Future<T> available(Future<T> reading) {
    return reading.succeeded()
        ? reading
        : reading.recover(failure -> Future.failedFuture(Unavailable.of(failure)));
  }
}
