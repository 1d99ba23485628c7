package io.keytrail.server.store;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.AccessKey;
import io.keytrail.server.iam.AccessKeyStore;
import io.keytrail.server.iam.StoredAccessKey;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/// Access keys in PostgreSQL.
public final class PgIamAccessKeys implements AccessKeyStore {
  private static final String COLUMNS =
      "k.id, k.account_id, k.owner_id, k.secret, k.active, k.created_at, k.revision, k.row_mac";
  private static final String OF_OWNER =
      "SELECT "
          + COLUMNS
          + " FROM iam_access_key k WHERE k.account_id = $1 AND k.owner_id = $2"
          + " ORDER BY k.created_at, k.id";

  private final Database database;
  private final RowMacs macs;
  private final PgIamUserRow userRow;

  public PgIamAccessKeys(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
    this.userRow = new PgIamUserRow(macs);
  }

  @Override
  public Future<Optional<StoredAccessKey>> accessKey(String accessKeyId) {
    return database
        .read(
            "SELECT "
                + COLUMNS
                + ", "
                + PgIamUserRow.COLUMNS
                + " FROM iam_access_key k LEFT JOIN iam_user u"
                + " ON u.account_id = k.account_id AND u.id = k.owner_id WHERE k.id = $1",
            Tuple.of(accessKeyId))
        .map(rows -> rows.stream().findFirst().flatMap(this::withOwner));
  }

  @Override
  public Future<List<AccessKey>> accessKeys(Principal owner) {
    return database
        .read(OF_OWNER, ownerTuple(owner))
        .map(rows -> rows.stream().map(row -> read(row, owner).key()).toList());
  }

  @Override
  public Future<Optional<List<AccessKey>>> lockAccessKeys(Tx tx, Principal owner) {
    boolean root = owner instanceof Principal.Root;
    String lock =
        root
            ? "SELECT 1 FROM account WHERE id = $1 AND id = $2 FOR UPDATE"
            : "SELECT 1 FROM iam_user WHERE account_id = $1 AND id = $2 FOR UPDATE";
    PgTx transaction = PgTx.of(tx);
    return transaction
        .query(lock, ownerTuple(owner))
        .compose(
            locked ->
                locked.size() == 0
                    ? Future.succeededFuture(Optional.empty())
                    : transaction
                        .query(OF_OWNER, ownerTuple(owner))
                        .map(
                            rows ->
                                Optional.of(
                                    rows.stream().map(row -> read(row, owner).key()).toList())));
  }

  @Override
  public Future<Boolean> insertAccessKey(Tx tx, StoredAccessKey stored) {
    AccessKey key = stored.key();
    Tuple columns =
        Tuple.tuple(
            List.of(
                key.id(),
                key.accountId(),
                key.ownerId(),
                Buffer.buffer(stored.wrappedSecret().toArray()),
                key.active(),
                PgTime.toDatabase(key.created()),
                key.revision(),
                Buffer.buffer(macs.mac(rowId(key), content(key)).toArray())));
    return PgTx.of(tx)
        .query(
            "INSERT INTO iam_access_key"
                + " (id, account_id, owner_id, secret, active, created_at, revision, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING",
            columns)
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Void> updateAccessKey(Tx tx, AccessKey next) {
    Tuple columns =
        Tuple.of(
            next.id(),
            next.revision(),
            next.active(),
            Buffer.buffer(macs.mac(rowId(next), content(next)).toArray()));
    return PgTx.of(tx)
        .query(
            "UPDATE iam_access_key SET revision = $2, active = $3, row_mac = $4"
                + " WHERE id = $1 AND revision = $2 - 1",
            columns)
        .map(done -> PgIamRows.one(done, "access key", next.id()));
  }

  @Override
  public Future<Void> deleteAccessKey(Tx tx, AccessKey key) {
    return PgTx.of(tx)
        .query("DELETE FROM iam_access_key WHERE id = $1", Tuple.of(key.id()))
        .map(done -> PgIamRows.one(done, "access key", key.id()));
  }

  /// Empty for a key whose owner is gone: nobody can sign with it.
  private Optional<StoredAccessKey> withOwner(Row row) {
    String accountId = row.getString("account_id");
    if (row.getString("owner_id").equals(accountId)) {
      return Optional.of(read(row, new Principal.Root(accountId)));
    }
    return row.getString("u_id") == null
        ? Optional.empty()
        : Optional.of(read(row, userRow.read(row).principal()));
  }

  private StoredAccessKey read(Row row, Principal owner) {
    AccessKey key =
        new AccessKey(
            row.getString("id"),
            owner,
            row.getBoolean("active"),
            PgTime.fromDatabase(row.getOffsetDateTime("created_at")),
            row.getLong("revision"));
    macs.verify(rowId(key), content(key), Bytes.copyOf(row.getBuffer("row_mac").getBytes()));
    return new StoredAccessKey(key, Bytes.copyOf(row.getBuffer("secret").getBytes()));
  }

  private static Tuple ownerTuple(Principal owner) {
    return Tuple.of(owner.account().orElseThrow(), AccessKey.ownerId(owner));
  }

  private static RowMacs.RowId rowId(AccessKey key) {
    return new RowMacs.RowId("iam access key", key.id(), key.revision());
  }

  /// The wrapped secret is not in it: it authenticates itself, bound to account and key id.
  private static Bytes content(AccessKey key) {
    return new FieldEncoder()
        .text(key.accountId())
        .text(key.ownerId())
        .flag(key.active())
        .number(PgTime.toMicros(key.created()))
        .toBytes();
  }
}
