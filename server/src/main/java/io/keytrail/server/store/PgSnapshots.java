package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.simulate.SnapshotStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/// Snapshots of accounts in PostgreSQL. Their id is a digest of their content, by which their core
/// tells whether they are what was stored.
public final class PgSnapshots implements SnapshotStore {
  private final Database database;

  public PgSnapshots(Database database) {
    this.database = database;
  }

  @Override
  public Future<Integer> keep(Tx tx, Kept snapshot) {
    PgTx transaction = PgTx.of(tx);
    // The account's row is locked, so that two that come at once are both counted.
    return transaction
        .query("SELECT 1 FROM account WHERE id = $1 FOR UPDATE", Tuple.of(snapshot.owner()))
        .compose(
            _ ->
                transaction.query(
                    "INSERT INTO account_snapshot (account_id, id, subject, taken_at, kept_at,"
                        + " principals, keys, policies, bytes, content)"
                        + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                        + " ON CONFLICT (account_id, id) DO NOTHING",
                    row(snapshot)))
        .compose(
            _ ->
                transaction.query(
                    "SELECT count(*) FROM account_snapshot WHERE account_id = $1",
                    Tuple.of(snapshot.owner())))
        .map(rows -> Math.toIntExact(rows.iterator().next().getLong(0)));
  }

  private static Tuple row(Kept snapshot) {
    Entry entry = snapshot.entry();
    return Tuple.of(snapshot.owner(), entry.id(), entry.subject())
        .addOffsetDateTime(PgTime.toDatabase(entry.taken()))
        .addOffsetDateTime(PgTime.toDatabase(entry.kept()))
        .addInteger(entry.counts().principals())
        .addInteger(entry.counts().keys())
        .addInteger(entry.counts().policies())
        .addInteger(entry.bytes())
        .addBuffer(Buffer.buffer(snapshot.content().toArray()));
  }

  @Override
  public Future<List<Entry>> list(String account) {
    return database
        .read(
            "SELECT id, subject, taken_at, kept_at, principals, keys, policies, bytes"
                + " FROM account_snapshot WHERE account_id = $1"
                + " ORDER BY taken_at DESC, kept_at DESC, id",
            Tuple.of(account))
        .map(rows -> rows.stream().map(PgSnapshots::entry).toList());
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getString("id"),
        row.getString("subject"),
        PgTime.fromDatabase(row.getOffsetDateTime("taken_at")),
        PgTime.fromDatabase(row.getOffsetDateTime("kept_at")),
        new Counts(
            row.getInteger("principals"), row.getInteger("keys"), row.getInteger("policies")),
        row.getInteger("bytes"));
  }

  @Override
  public Future<Optional<Bytes>> content(String account, String id) {
    return database
        .read(
            "SELECT content FROM account_snapshot WHERE account_id = $1 AND id = $2",
            Tuple.of(account, id))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(row -> Bytes.copyOf(row.getBuffer("content").getBytes())));
  }

  @Override
  public Future<Boolean> delete(Tx tx, String account, String id) {
    return PgTx.of(tx)
        .query(
            "DELETE FROM account_snapshot WHERE account_id = $1 AND id = $2", Tuple.of(account, id))
        .map(rows -> rows.rowCount() == 1);
  }
}
