package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RootKeyRefused;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/// Notices a wrong root key before any row is touched: a database belongs to the first root key
/// that opened it.
public final class RootKeyGuard {
  private final Database database;

  public RootKeyGuard(Database database) {
    this.database = database;
  }

  /// Succeeds where `rootKey` is the database's, which a fresh database makes it. Fails with
  /// [RootKeyRefused] otherwise.
  public Future<Void> verify(RootKey rootKey) {
    return database.transaction(
        tx ->
            tx.query("LOCK TABLE root_key IN SHARE ROW EXCLUSIVE MODE", Tuple.tuple())
                .compose(_ -> tx.query("SELECT id, check_value FROM root_key", Tuple.tuple()))
                .compose(rows -> rows.size() == 0 ? adopt(tx, rootKey) : compare(rows, rootKey)));
  }

  private static Future<Void> adopt(PgTx tx, RootKey rootKey) {
    return tx.query(
            "INSERT INTO root_key (id, check_value) VALUES ($1, $2)",
            Tuple.of(rootKey.id().toString(), Buffer.buffer(rootKey.checkValue().toArray())))
        .mapEmpty();
  }

  private static Future<Void> compare(RowSet<Row> rows, RootKey rootKey) {
    Row row = rows.iterator().next();
    Bytes stored = Bytes.owning(row.getBuffer(1).getBytes());
    return row.getString(0).equals(rootKey.id().toString()) && stored.equals(rootKey.checkValue())
        ? Future.succeededFuture()
        : Future.failedFuture(
            new RootKeyRefused(
                "the database was made with root key %s, this server has %s; give it the right one"
                    .formatted(row.getString(0), rootKey.id())));
  }
}
