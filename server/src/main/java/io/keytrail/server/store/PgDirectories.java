package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.directory.Directory;
import io.keytrail.server.directory.DirectoryKey;
import io.keytrail.server.directory.DirectoryStore;
import io.keytrail.server.directory.DirectoryUser;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Directories and their users in PostgreSQL.
public final class PgDirectories implements DirectoryStore {
  private static final String SELECT =
      "SELECT " + PgDirectoryRow.COLUMNS + " FROM directory WHERE account_id = $1 AND region = $2";
  private static final String BY_ID = SELECT + " AND id = $3";
  private static final String COUNT =
      "SELECT count(*) FROM directory WHERE account_id = $1 AND region = $2";
  private static final String USERS =
      "SELECT "
          + PgDirectoryUserRow.COLUMNS
          + " FROM directory_user WHERE account_id = $1 AND region = $2 AND directory_id = $3";
  private static final String USER_BY_NAME = USERS + " AND name_folded = $4";

  private final Database database;
  private final PgDirectoryRow row;
  private final PgDirectoryUserRow userRow;

  public PgDirectories(Database database, RowMacs macs) {
    this.database = database;
    this.row = new PgDirectoryRow(macs);
    this.userRow = new PgDirectoryUserRow(macs);
  }

  @Override
  public Future<Optional<Directory>> directory(DirectoryKey key) {
    return database.read(BY_ID, tuple(key)).map(this::first);
  }

  @Override
  public Future<List<Directory>> directories(
      String account, String region, Optional<String> after, int limit) {
    return database
        .read(
            SELECT + " AND id > $3 ORDER BY id LIMIT $4",
            Tuple.of(account, region, after.orElse(""), limit))
        .map(rows -> rows.stream().map(row::read).toList());
  }

  @Override
  public Future<Integer> count(String account, String region) {
    return database
        .read(COUNT, Tuple.of(account, region))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  @Override
  public Future<Integer> lockedCount(Tx tx, String account, String region) {
    // A lock that rows which refer to the account do not wait for.
    return PgTx.of(tx)
        .query("SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE", Tuple.of(account))
        .compose(_ -> PgTx.of(tx).query(COUNT, Tuple.of(account, region)))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  @Override
  public Future<Boolean> insert(Tx tx, Directory directory) {
    KmsContent.Sealed sealed = row.seal(directory);
    return PgTx.of(tx)
        .query(
            "INSERT INTO directory (account_id, region, id, revision, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            tuple(directory.key())
                .addLong(directory.revision())
                .addBuffer(sealed.content())
                .addBuffer(sealed.mac()))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Optional<Directory>> lock(Tx tx, DirectoryKey key) {
    return PgTx.of(tx).query(BY_ID + " FOR UPDATE", tuple(key)).map(this::first);
  }

  @Override
  public Future<Void> update(Tx tx, Directory next) {
    KmsContent.Sealed sealed = row.seal(next);
    return PgTx.of(tx)
        .query(
            "UPDATE directory SET revision = $4, content = $5, row_mac = $6"
                + " WHERE account_id = $1 AND region = $2 AND id = $3 AND revision = $4 - 1",
            tuple(next.key())
                .addLong(next.revision())
                .addBuffer(sealed.content())
                .addBuffer(sealed.mac()))
        .map(done -> PgIamRows.one(done, "directory", next.key().id()));
  }

  @Override
  public Future<Void> delete(Tx tx, Directory directory) {
    return PgTx.of(tx)
        .query(
            "DELETE FROM directory WHERE account_id = $1 AND region = $2 AND id = $3",
            tuple(directory.key()))
        .map(done -> PgIamRows.one(done, "directory", directory.key().id()));
  }

  @Override
  public Future<Optional<DirectoryUser>> user(DirectoryKey directory, String name) {
    if (!DirectoryUser.isName(name)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database
        .read(USER_BY_NAME, tuple(directory).addString(DirectoryUser.folded(name)))
        .map(this::firstUser);
  }

  @Override
  public Future<Optional<DirectoryUser>> userByToken(
      Tx tx, DirectoryKey directory, String clientToken, Instant since) {
    return PgTx.of(tx)
        .query(
            USERS + " AND client_token = $4 AND created_at > $5 ORDER BY created_at DESC LIMIT 1",
            tuple(directory)
                .addString(printable(clientToken))
                .addOffsetDateTime(PgTime.toDatabase(since)))
        .map(this::firstUser);
  }

  @Override
  public Future<List<DirectoryUser>> users(
      DirectoryKey directory, Optional<String> after, int limit) {
    return database
        .read(
            USERS + " AND name_folded > $4 ORDER BY name_folded LIMIT $5",
            tuple(directory).addString(after.orElse("")).addInteger(limit))
        .map(rows -> rows.stream().map(userRow::read).toList());
  }

  @Override
  public Future<Boolean> insertUser(Tx tx, DirectoryUser user) {
    KmsContent.Sealed sealed = userRow.seal(user);
    Tuple columns =
        tuple(user.directory())
            .addString(DirectoryUser.folded(user.name()))
            .addLong(user.sid().rid())
            .addString(user.origin().map(origin -> printable(origin.clientToken())).orElse(null))
            .addOffsetDateTime(PgTime.toDatabase(user.created()))
            .addLong(user.revision())
            .addBuffer(sealed.content())
            .addBuffer(sealed.mac());
    return PgTx.of(tx)
        .query(
            "INSERT INTO directory_user (account_id, region, directory_id, name_folded, rid,"
                + " client_token, created_at, revision, content, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
            columns)
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Optional<DirectoryUser>> lockUser(Tx tx, DirectoryKey directory, String name) {
    if (!DirectoryUser.isName(name)) {
      return Future.succeededFuture(Optional.empty());
    }
    return PgTx.of(tx)
        .query(USER_BY_NAME + " FOR UPDATE", tuple(directory).addString(DirectoryUser.folded(name)))
        .map(this::firstUser);
  }

  @Override
  public Future<Void> updateUser(Tx tx, DirectoryUser next) {
    KmsContent.Sealed sealed = userRow.seal(next);
    return PgTx.of(tx)
        .query(
            "UPDATE directory_user SET revision = $5, content = $6, row_mac = $7"
                + " WHERE account_id = $1 AND region = $2 AND directory_id = $3"
                + " AND name_folded = $4 AND revision = $5 - 1",
            tuple(next.directory())
                .addString(DirectoryUser.folded(next.name()))
                .addLong(next.revision())
                .addBuffer(sealed.content())
                .addBuffer(sealed.mac()))
        .map(done -> PgIamRows.one(done, "directory user", next.name()));
  }

  private static Tuple tuple(DirectoryKey key) {
    return Tuple.of(key.account(), key.region(), key.id());
  }

  private Optional<Directory> first(RowSet<Row> rows) {
    return rows.stream().findFirst().map(row::read);
  }

  private Optional<DirectoryUser> firstUser(RowSet<Row> rows) {
    return rows.stream().findFirst().map(userRow::read);
  }

  /// A client token is any ASCII, NUL included, which a text column cannot hold.
  private static String printable(String clientToken) {
    return java.net.URLEncoder.encode(clientToken, java.nio.charset.StandardCharsets.UTF_8);
  }
}
