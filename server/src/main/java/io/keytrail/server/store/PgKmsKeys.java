package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.KeyVersionMaterial;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.kms.Alias;
import io.keytrail.server.kms.KeyMaterials;
import io.keytrail.server.kms.KeyPolicies;
import io.keytrail.server.kms.KeyPolicy;
import io.keytrail.server.kms.KeyState;
import io.keytrail.server.kms.KeyVersion;
import io.keytrail.server.kms.KmsKey;
import io.keytrail.server.kms.Place;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads keys, their policies and material, and aliases from PostgreSQL.
final class PgKmsKeys {
  private final Database database;
  private final RowMacs macs;
  private final KeyPolicies policies;
  private final KeyMaterials materials;

  PgKmsKeys(Database database, RowMacs macs, KeyPolicies policies, KeyMaterials materials) {
    this.database = database;
    this.macs = macs;
    this.policies = policies;
    this.materials = materials;
  }

  Future<Optional<KeyPolicy.Guarded>> key(UUID keyId) {
    return database
        .read("SELECT " + KmsKeyRow.COLUMNS + " FROM kms_key WHERE id = $1", Tuple.of(keyId))
        .map(rows -> rows.stream().findFirst().map(row -> KmsKeyRow.read(macs, row)))
        .compose(
            found ->
                found
                    .filter(key -> key.state() != KeyState.DELETED)
                    .map(this::guarded)
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<KeyPolicy.Guarded>> guarded(KmsKey key) {
    return database
        .read(
            "SELECT document, created_at, row_mac FROM kms_key_policy"
                + " WHERE key_id = $1 AND version = $2",
            Tuple.of(key.id(), key.policyVersion()))
        .map(
            rows -> {
              KeyPolicy policy =
                  rows.stream()
                      .findFirst()
                      .map(row -> policy(key, row))
                      .orElseThrow(
                          () -> new IllegalStateException("no policy for " + key.stateVersion()));
              return Optional.of(KeyPolicy.Guarded.of(key, policy, policies.compile(policy)));
            });
  }

  private KeyPolicy policy(KmsKey key, Row row) {
    byte[] document = row.getBuffer("document").getBytes();
    KeyPolicy policy =
        new KeyPolicy(
            key.id(),
            key.policyVersion(),
            new String(document, StandardCharsets.UTF_8),
            PgTime.fromDatabase(row.getOffsetDateTime("created_at")));
    macs.verify(policyId(policy), policyContent(policy), KmsContent.bytes(row, "row_mac"));
    return policy;
  }

  static RowMacs.RowId policyId(KeyPolicy policy) {
    return new RowMacs.RowId("kms key policy", policy.keyId().toString(), policy.version());
  }

  static Bytes policyContent(KeyPolicy policy) {
    return new FieldEncoder()
        .text(policy.document())
        .number(PgTime.toMicros(policy.created()))
        .toBytes();
  }

  Future<Optional<Alias>> alias(Place place, String name) {
    return database
        .read(
            "SELECT "
                + KmsKeyRow.ALIAS_COLUMNS
                + " FROM kms_alias WHERE account_id = $1 AND region = $2 AND name = $3",
            Tuple.of(place.account(), place.region(), name))
        .map(rows -> rows.stream().findFirst().map(row -> KmsKeyRow.readAlias(macs, row)));
  }

  Future<List<Alias>> aliases(Place place, Optional<String> after, int limit) {
    return database
        .read(
            "SELECT "
                + KmsKeyRow.ALIAS_COLUMNS
                + " FROM kms_alias WHERE account_id = $1 AND region = $2 AND name > $3"
                + " ORDER BY name LIMIT $4",
            Tuple.of(place.account(), place.region(), after.orElse(""), limit))
        .map(rows -> rows.stream().map(row -> KmsKeyRow.readAlias(macs, row)).toList());
  }

  Future<List<UUID>> keyIds(Place place, Optional<UUID> after, int limit) {
    return database
        .read(
            "SELECT id FROM kms_key WHERE account_id = $1 AND region = $2 AND NOT deleted"
                + " AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4",
            Tuple.of(place.account(), place.region(), after.orElse(null), limit))
        .map(PgKmsKeys::ids);
  }

  Future<List<UUID>> dueForDeletion(Instant now, int limit) {
    return database
        .read(
            "SELECT id FROM kms_key WHERE deletion_at <= $1 ORDER BY deletion_at LIMIT $2",
            Tuple.of(PgTime.toDatabase(now), limit))
        .map(PgKmsKeys::ids);
  }

  private static List<UUID> ids(Iterable<Row> rows) {
    List<UUID> ids = new java.util.ArrayList<>();
    rows.forEach(row -> ids.add(row.getUUID("id")));
    return List.copyOf(ids);
  }

  /// Every version of the key that still has its material, by id. Only symmetric keys have material
  /// that is used.
  Future<Map<UUID, KeyVersion>> versions(KmsKey key) {
    return database
        .read(
            "SELECT id, material_id, wrapped, row_mac FROM kms_key_version"
                + " WHERE key_id = $1 AND wrapped IS NOT NULL",
            Tuple.of(key.id()))
        .map(
            rows -> {
              Map<UUID, KeyVersion> versions = new HashMap<>();
              for (Row row : rows) {
                versions.put(row.getUUID("id"), version(key, row));
              }
              return Map.copyOf(versions);
            });
  }

  private KeyVersion version(KmsKey key, Row row) {
    UUID versionId = row.getUUID("id");
    String materialId = row.getString("material_id");
    Bytes wrapped = KmsContent.bytes(row, "wrapped");
    macs.verify(
        versionRowId(versionId),
        versionContent(key.id(), materialId, wrapped),
        KmsContent.bytes(row, "row_mac"));
    KeyMaterials.Owner owner = new KeyMaterials.Owner(key.place(), key.id(), versionId);
    return new KeyVersion(
        materialId, new KeyVersionMaterial(key.id(), versionId, materials.unwrap(owner, wrapped)));
  }

  static RowMacs.RowId versionRowId(UUID versionId) {
    return new RowMacs.RowId("kms key version", versionId.toString(), 1);
  }

  static Bytes versionContent(UUID keyId, String materialId, Bytes wrapped) {
    return new FieldEncoder().text(keyId.toString()).text(materialId).bytes(wrapped).toBytes();
  }
}
