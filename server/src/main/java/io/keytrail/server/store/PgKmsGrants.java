package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.kms.KmsGrant;
import io.keytrail.server.kms.KmsKey;
import io.keytrail.server.kms.KmsReads.GrantQuery;
import io.keytrail.server.kms.KmsReads.RetirableQuery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Grants in PostgreSQL. What a row says is in its content; its columns only find it, so each
/// reading asks the content again.
final class PgKmsGrants {
  private static final String SELECT = "SELECT " + KmsGrantRow.COLUMNS + " FROM kms_grant WHERE ";

  private final Database database;
  private final RowMacs macs;

  PgKmsGrants(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  Future<List<KmsGrant>> ofGrantee(UUID keyId, String grantee) {
    return database
        .read(SELECT + "key_id = $1 AND grantee = $2 AND live", Tuple.of(keyId, grantee))
        .map(rows -> live(rows, keyId))
        .map(
            grants ->
                grants.stream().filter(one -> one.terms().grantee().equals(grantee)).toList());
  }

  Future<Optional<KmsGrant>> grant(String grantId) {
    return database
        .read(SELECT + "id = $1", Tuple.of(grantId))
        .map(rows -> rows.stream().findFirst().map(row -> KmsGrantRow.read(macs, row)));
  }

  Future<List<KmsGrant>> grants(GrantQuery query) {
    return database
        .read(
            SELECT
                + "key_id = $1 AND live AND id > $2 AND ($3::text IS NULL OR id = $3)"
                + " AND ($4::text IS NULL OR grantee = $4 AND grantee_is_service = $5)"
                + " ORDER BY id LIMIT $6",
            Tuple.of(
                query.keyId(),
                query.after().orElse(""),
                query.grantId().orElse(null),
                query.grantee().orElse(null),
                query.granteeIsService(),
                query.limit()))
        .map(rows -> live(rows, query.keyId()));
  }

  Future<List<KmsGrant>> retirable(RetirableQuery query) {
    return database
        .read(
            SELECT
                + "live AND retiring = $1 AND retiring_is_service = $2 AND id > $3"
                + " AND key_id IN (SELECT id FROM kms_key"
                + " WHERE region = $4 AND ($5::text IS NULL OR account_id = $5))"
                + " ORDER BY id LIMIT $6",
            Tuple.of(
                query.retiring(),
                query.retiringIsService(),
                query.after().orElse(""),
                query.region(),
                query.account().orElse(null),
                query.limit()))
        .map(
            rows ->
                rows.stream()
                    .map(row -> KmsGrantRow.read(macs, row))
                    .filter(
                        grant ->
                            grant.live()
                                && grant.terms().retiring().equals(Optional.of(query.retiring())))
                    .toList());
  }

  Future<Optional<KmsGrant>> current(PgTx tx, String grantId) {
    return tx.query(SELECT + "id = $1 FOR UPDATE", Tuple.of(grantId))
        .map(rows -> rows.stream().findFirst().map(row -> KmsGrantRow.read(macs, row)));
  }

  Future<List<KmsGrant>> named(PgTx tx, UUID keyId, String name) {
    return tx.query(SELECT + "key_id = $1 AND name = $2 AND live", Tuple.of(keyId, name))
        .map(rows -> live(rows, keyId));
  }

  Future<Integer> count(PgTx tx, UUID keyId, int most) {
    return tx.query(
            "SELECT count(*)::int FROM"
                + " (SELECT 1 FROM kms_grant WHERE key_id = $1 AND live LIMIT $2) AS counted",
            Tuple.of(keyId, most))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  Future<Void> insert(PgTx tx, KmsGrant grant) {
    KmsContent.Sealed sealed = KmsGrantRow.seal(macs, grant);
    return tx.query(
            "INSERT INTO kms_grant (id, key_id, grantee, grantee_is_service, name, live, version,"
                + " content, row_mac, retiring, retiring_is_service)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            Tuple.from(
                java.util.Arrays.asList(
                    grant.id(),
                    grant.keyId(),
                    grant.terms().grantee(),
                    grant.terms().granteeIsService(),
                    grant.terms().name().orElse(null),
                    grant.live(),
                    grant.version(),
                    sealed.content(),
                    sealed.mac(),
                    grant.terms().retiring().orElse(null),
                    grant.terms().retiringIsService())))
        .mapEmpty();
  }

  Future<Void> end(PgTx tx, List<KmsGrant> ended) {
    List<Tuple> rows = new ArrayList<>(ended.size());
    for (KmsGrant grant : ended) {
      KmsContent.Sealed sealed = KmsGrantRow.seal(macs, grant);
      rows.add(Tuple.of(grant.id(), grant.version(), sealed.content(), sealed.mac()));
    }
    return tx.batch(
        "UPDATE kms_grant SET live = false, version = $2, content = $3, row_mac = $4"
            + " WHERE id = $1",
        rows);
  }

  Future<Void> endAll(PgTx tx, KmsKey key, KmsGrant.End end) {
    return tx.query(SELECT + "key_id = $1 AND live", Tuple.of(key.id()))
        .map(rows -> live(rows, key.id()))
        .compose(
            grants ->
                end(
                    tx,
                    grants.stream()
                        .map(grant -> grant.end(end.how(), end.by(), end.at()))
                        .toList()));
  }

  private List<KmsGrant> live(Iterable<Row> rows, UUID keyId) {
    List<KmsGrant> grants = new ArrayList<>();
    for (Row row : rows) {
      KmsGrant grant = KmsGrantRow.read(macs, row);
      if (grant.live() && grant.keyId().equals(keyId)) {
        grants.add(grant);
      }
    }
    return List.copyOf(grants);
  }
}
