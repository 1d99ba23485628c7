package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.AsciiFold;
import io.keytrail.server.iam.IamNames;
import io.keytrail.server.iam.PolicyRef;
import io.keytrail.server.iam.PolicyVersion;
import io.keytrail.server.iam.Role;
import io.keytrail.server.iam.RoleStore;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Roles, their trust policies and inline policies in PostgreSQL.
public final class PgIamRoles implements RoleStore {
  private static final String SELECT = "SELECT " + PgIamRoleRow.COLUMNS + " FROM iam_role r ";
  private static final String BY_NAME = SELECT + "WHERE r.account_id = $1 AND r.name_folded = $2";

  private final Database database;
  private final PgIamRoleRow row;
  private final PgIamPolicyVersions versions;

  public PgIamRoles(Database database, RowMacs macs) {
    this.database = database;
    this.row = new PgIamRoleRow(macs);
    this.versions = new PgIamPolicyVersions(database, macs);
  }

  @Override
  public Future<Optional<Role>> role(String accountId, String name) {
    // What cannot be a name is nobody's, and may hold what the database refuses.
    if (!IamNames.isRoleName(name)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database
        .read(BY_NAME, Tuple.of(accountId, AsciiFold.lower(name)))
        .map(rows -> exactly(name, rows));
  }

  @Override
  public Future<List<Role>> roles(
      String accountId, String pathPrefix, Optional<String> after, int limit) {
    return database
        .read(
            SELECT
                + "WHERE r.account_id = $1 AND starts_with(r.path, $2) AND r.name_folded > $3"
                + " ORDER BY r.name_folded LIMIT $4",
            Tuple.of(accountId, pathPrefix, after.orElse(""), limit))
        .map(rows -> rows.stream().map(row::read).toList());
  }

  @Override
  public Future<Boolean> insertRole(Tx tx, Role role) {
    return PgTx.of(tx)
        .query(
            "INSERT INTO iam_role (account_id, name_folded, name, path, id, created_at, description,"
                + " max_session_seconds, tags, trust_version, policy_names, policy_versions,"
                + " revision, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
                + " ON CONFLICT (account_id, name_folded) DO NOTHING",
            row.toInsert(role))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Optional<Role>> lockRole(Tx tx, String accountId, String name) {
    return PgTx.of(tx)
        .query(BY_NAME + " FOR UPDATE", Tuple.of(accountId, AsciiFold.lower(name)))
        .map(rows -> exactly(name, rows));
  }

  @Override
  public Future<Void> updateRole(Tx tx, Role next) {
    return PgTx.of(tx)
        .query(
            "UPDATE iam_role SET revision = $3, description = $4, max_session_seconds = $5,"
                + " tags = $6, trust_version = $7, policy_names = $8, policy_versions = $9,"
                + " row_mac = $10 WHERE account_id = $1 AND id = $2 AND revision = $3 - 1",
            row.toUpdate(next))
        .map(done -> PgIamRows.one(done, "role", next.id()));
  }

  @Override
  public Future<Void> deleteRole(Tx tx, Role role) {
    return PgTx.of(tx)
        .query(
            "DELETE FROM iam_role WHERE account_id = $1 AND id = $2",
            Tuple.of(role.accountId(), role.id()))
        .map(done -> PgIamRows.one(done, "role", role.id()));
  }

  @Override
  public Future<PolicyVersion> trust(Role role) {
    return versions.inForce(role.id(), List.of(trustRef(role))).map(List::getFirst);
  }

  @Override
  public Future<List<PolicyVersion>> trusts(List<Role> roles) {
    List<Future<PolicyVersion>> each = new ArrayList<>(roles.size());
    roles.forEach(role -> each.add(trust(role)));
    return Future.all(each).map(all -> all.list());
  }

  @Override
  public Future<List<PolicyVersion>> policies(Role role) {
    return versions.inForce(role.id(), role.policies());
  }

  @Override
  public Future<List<PolicyVersion>> policies(Tx tx, Role role) {
    return versions.inForce(tx, role.id(), role.policies());
  }

  @Override
  public Future<Void> insertPolicy(Tx tx, PolicyVersion policy) {
    return versions.insert(tx, policy);
  }

  private static PolicyRef trustRef(Role role) {
    return new PolicyRef(Role.TRUST, role.trustVersion());
  }

  private Optional<Role> exactly(String name, RowSet<Row> rows) {
    return rows.stream().findFirst().map(row::read).filter(role -> role.name().equals(name));
  }
}
