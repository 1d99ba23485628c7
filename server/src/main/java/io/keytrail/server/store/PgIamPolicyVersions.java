package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.PolicyRef;
import io.keytrail.server.iam.PolicyVersion;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Policy versions of users and roles in PostgreSQL.
final class PgIamPolicyVersions {
  private static final String SELECT =
      "SELECT id, account_id, user_id, name, document, created_at, row_mac"
          + " FROM iam_policy_version WHERE id = ANY($1)";

  private final Database database;
  private final RowMacs macs;

  PgIamPolicyVersions(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  /// The versions that an owner's row names, in that order; all of them or a failure.
  Future<List<PolicyVersion>> inForce(String ownerId, List<PolicyRef> refs) {
    return refs.isEmpty()
        ? Future.succeededFuture(List.of())
        : database.read(SELECT, ids(refs)).map(rows -> inForce(ownerId, refs, rows));
  }

  /// As [#inForce], within a transaction.
  Future<List<PolicyVersion>> inForce(Tx tx, String ownerId, List<PolicyRef> refs) {
    return refs.isEmpty()
        ? Future.succeededFuture(List.of())
        : PgTx.of(tx).query(SELECT, ids(refs)).map(rows -> inForce(ownerId, refs, rows));
  }

  Future<Void> insert(Tx tx, PolicyVersion policy) {
    Tuple columns =
        Tuple.of(
            policy.versionId(),
            policy.accountId(),
            policy.ownerId(),
            policy.name(),
            policy.document(),
            PgTime.toDatabase(policy.created()));
    columns.addBuffer(Buffer.buffer(macs.mac(rowId(policy), content(policy)).toArray()));
    return PgTx.of(tx)
        .query(
            "INSERT INTO iam_policy_version (id, account_id, user_id, name, document, created_at, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            columns)
        .mapEmpty();
  }

  private static Tuple ids(List<PolicyRef> refs) {
    return Tuple.of(refs.stream().map(PolicyRef::versionId).toArray(String[]::new));
  }

  /// INVARIANT: every policy that the owner's row names, or a failure: a missing one may be the one
  /// that denies.
  private List<PolicyVersion> inForce(String ownerId, List<PolicyRef> refs, RowSet<Row> rows) {
    Map<String, PolicyVersion> byVersion = new HashMap<>();
    rows.forEach(
        found -> {
          PolicyVersion policy = read(found);
          byVersion.put(policy.versionId(), policy);
        });
    return refs.stream().map(ref -> required(ownerId, ref, byVersion)).toList();
  }

  private static PolicyVersion required(
      String ownerId, PolicyRef ref, Map<String, PolicyVersion> byVersion) {
    PolicyVersion policy = byVersion.get(ref.versionId());
    if (policy == null || !policy.ownerId().equals(ownerId) || !policy.name().equals(ref.name())) {
      throw new IllegalStateException(
          "the policy version `" + ref.versionId() + "` is missing from the store");
    }
    return policy;
  }

  private PolicyVersion read(Row found) {
    PolicyVersion policy =
        new PolicyVersion(
            found.getString("id"),
            found.getString("account_id"),
            found.getString("user_id"),
            found.getString("name"),
            found.getString("document"),
            PgTime.fromDatabase(found.getOffsetDateTime("created_at")));
    macs.verify(
        rowId(policy), content(policy), Bytes.copyOf(found.getBuffer("row_mac").getBytes()));
    return policy;
  }

  private static RowMacs.RowId rowId(PolicyVersion policy) {
    return new RowMacs.RowId("iam policy version", policy.versionId(), 1);
  }

  private static Bytes content(PolicyVersion policy) {
    return new FieldEncoder()
        .text(policy.accountId())
        .text(policy.ownerId())
        .text(policy.name())
        .text(policy.document())
        .number(PgTime.toMicros(policy.created()))
        .toBytes();
  }
}
