package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.AsciiFold;
import io.keytrail.server.iam.IamNames;
import io.keytrail.server.iam.PolicyVersion;
import io.keytrail.server.iam.User;
import io.keytrail.server.iam.UserStore;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/// Users and their inline policies in PostgreSQL.
public final class PgIamUsers implements UserStore {
  private static final String SELECT = "SELECT " + PgIamUserRow.COLUMNS + " FROM iam_user u ";
  private static final String BY_NAME = SELECT + "WHERE u.account_id = $1 AND u.name_folded = $2";

  private final Database database;
  private final PgIamUserRow row;
  private final PgIamPolicyVersions versions;

  public PgIamUsers(Database database, RowMacs macs) {
    this.database = database;
    this.row = new PgIamUserRow(macs);
    this.versions = new PgIamPolicyVersions(database, macs);
  }

  @Override
  public Future<Optional<User>> user(String accountId, String name) {
    // What cannot be a name is nobody's, and may hold what the database refuses.
    if (!IamNames.isUserName(name)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database
        .read(BY_NAME, Tuple.of(accountId, AsciiFold.lower(name)))
        .map(rows -> exactly(name, rows));
  }

  @Override
  public Future<List<User>> users(
      String accountId, String pathPrefix, Optional<String> after, int limit) {
    return database
        .read(
            SELECT
                + "WHERE u.account_id = $1 AND starts_with(u.path, $2) AND u.name_folded > $3"
                + " ORDER BY u.name_folded LIMIT $4",
            Tuple.of(accountId, pathPrefix, after.orElse(""), limit))
        .map(rows -> rows.stream().map(row::read).toList());
  }

  @Override
  public Future<Boolean> insertUser(Tx tx, User user) {
    return PgTx.of(tx)
        .query(
            "INSERT INTO iam_user (account_id, name_folded, name, path, id, created_at, tags,"
                + " policy_names, policy_versions, revision, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
                + " ON CONFLICT (account_id, name_folded) DO NOTHING",
            row.toInsert(user))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Optional<User>> lockUser(Tx tx, String accountId, String name) {
    return PgTx.of(tx)
        .query(BY_NAME + " FOR UPDATE", Tuple.of(accountId, AsciiFold.lower(name)))
        .map(rows -> exactly(name, rows));
  }

  @Override
  public Future<Void> updateUser(Tx tx, User next) {
    return PgTx.of(tx)
        .query(
            "UPDATE iam_user SET revision = $3, policy_names = $4, policy_versions = $5, row_mac = $6"
                + " WHERE account_id = $1 AND id = $2 AND revision = $3 - 1",
            row.toUpdate(next))
        .map(done -> PgIamRows.one(done, "user", next.id()));
  }

  @Override
  public Future<Void> deleteUser(Tx tx, User user) {
    return PgTx.of(tx)
        .query(
            "DELETE FROM iam_user WHERE account_id = $1 AND id = $2",
            Tuple.of(user.accountId(), user.id()))
        .map(done -> PgIamRows.one(done, "user", user.id()));
  }

  @Override
  public Future<List<PolicyVersion>> policies(User user) {
    return versions.inForce(user.id(), user.policies());
  }

  @Override
  public Future<List<PolicyVersion>> policies(Tx tx, User user) {
    return versions.inForce(tx, user.id(), user.policies());
  }

  @Override
  public Future<Void> insertPolicy(Tx tx, PolicyVersion policy) {
    return versions.insert(tx, policy);
  }

  private Optional<User> exactly(String name, RowSet<Row> rows) {
    return rows.stream().findFirst().map(row::read).filter(user -> user.name().equals(name));
  }
}
