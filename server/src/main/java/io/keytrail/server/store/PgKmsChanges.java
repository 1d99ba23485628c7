package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.kms.Alias;
import io.keytrail.server.kms.KeyPolicy;
import io.keytrail.server.kms.KeyState;
import io.keytrail.server.kms.KmsKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes keys, policies, material and aliases, within transactions.
final class PgKmsChanges {
  private final RowMacs macs;

  PgKmsChanges(RowMacs macs) {
    this.macs = macs;
  }

  Future<KmsKey> lock(PgTx tx, KmsKey authorised) {
    return tx.query(
            "SELECT " + KmsKeyRow.COLUMNS + " FROM kms_key WHERE id = $1 FOR UPDATE",
            Tuple.of(authorised.id()))
        .compose(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(row -> KmsKeyRow.read(macs, row))
                    .filter(key -> key.version() == authorised.version())
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () ->
                            Future.failedFuture(
                                new Outcome.StaleTarget(
                                    authorised.stateVersion() + " is not current any more"))));
  }

  Future<Void> insertKey(PgTx tx, KmsKey key, KeyPolicy policy, Bytes wrapped) {
    KmsContent.Sealed sealed = KmsKeyRow.seal(macs, key);
    Bytes versionMac =
        macs.mac(
            PgKmsKeys.versionRowId(key.material().versionId()),
            PgKmsKeys.versionContent(key.id(), key.material().id(), wrapped));
    return tx.query(
            "INSERT INTO kms_key (id, account_id, region, version, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6)",
            Tuple.of(
                key.id(),
                key.place().account(),
                key.place().region(),
                key.version(),
                sealed.content(),
                sealed.mac()))
        .compose(_ -> history(tx, key, sealed))
        .compose(_ -> insertPolicy(tx, policy))
        .compose(
            _ ->
                tx.query(
                    "INSERT INTO kms_key_version (id, key_id, material_id, wrapped, row_mac)"
                        + " VALUES ($1, $2, $3, $4, $5)",
                    Tuple.of(
                        key.material().versionId(),
                        key.id(),
                        key.material().id(),
                        Buffer.buffer(wrapped.toArray()),
                        Buffer.buffer(versionMac.toArray()))))
        .mapEmpty();
  }

  Future<Void> updateKey(PgTx tx, KmsKey next) {
    KmsContent.Sealed sealed = KmsKeyRow.seal(macs, next);
    @Nullable OffsetDateTime due =
        next.deletion().map(deletion -> PgTime.toDatabase(deletion.at())).orElse(null);
    return tx.query(
            "UPDATE kms_key SET version = $2, deleted = $3, deletion_at = $4, content = $5,"
                + " row_mac = $6 WHERE id = $1",
            Tuple.from(
                Arrays.asList(
                    next.id(),
                    next.version(),
                    next.state() == KeyState.DELETED,
                    due,
                    sealed.content(),
                    sealed.mac())))
        .compose(_ -> history(tx, next, sealed));
  }

  private static Future<Void> history(PgTx tx, KmsKey key, KmsContent.Sealed sealed) {
    return tx.query(
            "INSERT INTO kms_key_history (key_id, version, content, row_mac)"
                + " VALUES ($1, $2, $3, $4)",
            Tuple.of(key.id(), key.version(), sealed.content(), sealed.mac()))
        .mapEmpty();
  }

  Future<Void> insertPolicy(PgTx tx, KeyPolicy policy) {
    Bytes mac = macs.mac(PgKmsKeys.policyId(policy), PgKmsKeys.policyContent(policy));
    return tx.query(
            "INSERT INTO kms_key_policy (key_id, version, document, created_at, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5)",
            Tuple.of(
                policy.keyId(),
                policy.version(),
                Buffer.buffer(policy.document().getBytes(StandardCharsets.UTF_8)),
                PgTime.toDatabase(policy.created()),
                Buffer.buffer(mac.toArray())))
        .mapEmpty();
  }

  Future<Boolean> insertAlias(PgTx tx, Alias alias) {
    KmsContent.Sealed sealed = KmsKeyRow.seal(macs, alias);
    return tx.query(
            "INSERT INTO kms_alias (account_id, region, name, version, key_id, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            Tuple.of(
                alias.place().account(),
                alias.place().region(),
                alias.name(),
                alias.version(),
                alias.targetKeyId(),
                sealed.content(),
                sealed.mac()))
        .compose(
            done ->
                done.rowCount() == 1
                    ? history(tx, alias, sealed).map(true)
                    : Future.succeededFuture(false));
  }

  Future<Void> updateAlias(PgTx tx, Alias next) {
    KmsContent.Sealed sealed = KmsKeyRow.seal(macs, next);
    return tx.query(
            "UPDATE kms_alias SET version = $4, key_id = $5, content = $6, row_mac = $7"
                + " WHERE account_id = $1 AND region = $2 AND name = $3 AND version = $4 - 1",
            Tuple.of(
                next.place().account(),
                next.place().region(),
                next.name(),
                next.version(),
                next.targetKeyId(),
                sealed.content(),
                sealed.mac()))
        .compose(done -> requireCurrent(done, next))
        .compose(_ -> history(tx, next, sealed));
  }

  Future<Void> deleteAlias(PgTx tx, Alias alias) {
    return tx.query(
            "DELETE FROM kms_alias"
                + " WHERE account_id = $1 AND region = $2 AND name = $3 AND version = $4",
            Tuple.of(
                alias.place().account(), alias.place().region(), alias.name(), alias.version()))
        .compose(done -> requireCurrent(done, alias));
  }

  private static Future<Void> requireCurrent(RowSet<Row> done, Alias alias) {
    return done.rowCount() == 1
        ? Future.succeededFuture()
        : Future.failedFuture(
            new Outcome.StaleTarget("the alias `" + alias.name() + "` is not current any more"));
  }

  private static Future<Void> history(PgTx tx, Alias alias, KmsContent.Sealed sealed) {
    return tx.query(
            "INSERT INTO kms_alias_history (account_id, region, name, version, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6)",
            Tuple.of(
                alias.place().account(),
                alias.place().region(),
                alias.name(),
                alias.version(),
                sealed.content(),
                sealed.mac()))
        .mapEmpty();
  }

  Future<Void> deleteAliases(PgTx tx, KmsKey key) {
    return tx.query("DELETE FROM kms_alias WHERE key_id = $1", Tuple.of(key.id())).mapEmpty();
  }

  Future<Void> eraseMaterial(PgTx tx, KmsKey key) {
    return tx.query(
            "UPDATE kms_key_version SET wrapped = NULL WHERE key_id = $1", Tuple.of(key.id()))
        .mapEmpty();
  }
}
