package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.FieldEncoder;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.iam.RoleSession;
import io.keytrail.server.iam.SessionStore;
import io.keytrail.server.iam.StoredSession;
import io.keytrail.server.invoke.Outcome.StaleTarget;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Role sessions in PostgreSQL.
public final class PgIamSessions implements SessionStore {
  private static final long VERSION = 1;

  private final Database database;
  private final RowMacs macs;
  private final PgIamRoleRow roleRow;

  public PgIamSessions(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
    this.roleRow = new PgIamRoleRow(macs);
  }

  @Override
  public Future<Optional<Opened>> session(String sessionId) {
    return database
        .read(
            "SELECT s.id, s.role_id, s.name, s.secret, s.token_sha256, s.policy, s.tags,"
                + " s.transitive_keys, s.created_at, s.expires_at, s.row_mac, "
                + PgIamRoleRow.COLUMNS
                + " FROM iam_session s JOIN iam_role r ON r.id = s.role_id WHERE s.id = $1",
            Tuple.of(sessionId))
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(found -> new Opened(read(found), roleRow.read(found))));
  }

  @Override
  public Future<Boolean> insertSession(Tx tx, StoredSession stored) {
    RoleSession session = stored.session();
    PgTx transaction = PgTx.of(tx);
    return transaction
        .query("SELECT 1 FROM iam_role WHERE id = $1 FOR KEY SHARE", Tuple.of(session.roleId()))
        .compose(
            role ->
                role.size() == 0
                    ? Future.failedFuture(new StaleTarget("the role is gone"))
                    : transaction.query(
                        "INSERT INTO iam_session (id, role_id, name, secret, token_sha256, policy,"
                            + " tags, transitive_keys, created_at, expires_at, row_mac)"
                            + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
                            + " ON CONFLICT (id) DO NOTHING",
                        columns(stored)))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Integer> deleteEnded(Instant before) {
    return database
        .write("DELETE FROM iam_session WHERE expires_at < $1", Tuple.of(PgTime.toDatabase(before)))
        .map(SqlResult::rowCount);
  }

  private Tuple columns(StoredSession stored) {
    RoleSession session = stored.session();
    Tuple columns =
        Tuple.of(
            session.id(),
            session.roleId(),
            session.name(),
            Buffer.buffer(stored.wrappedSecret().toArray()),
            session.tokenSha256());
    columns.addValue(session.policy().orElse(null));
    columns.addValue(PgIamArrays.flat(session.tags()));
    columns.addValue(session.transitiveKeys().toArray(String[]::new));
    columns.addValue(PgTime.toDatabase(session.created()));
    columns.addValue(PgTime.toDatabase(session.expires()));
    columns.addValue(Buffer.buffer(macs.mac(rowId(session), content(session)).toArray()));
    return columns;
  }

  private StoredSession read(Row row) {
    RoleSession session =
        new RoleSession(
            row.getString("id"),
            row.getString("role_id"),
            row.getString("name"),
            row.getString("token_sha256"),
            Optional.ofNullable(row.getString("policy")),
            PgIamArrays.tags(row.getArrayOfStrings("tags")),
            List.of(row.getArrayOfStrings("transitive_keys")),
            PgTime.fromDatabase(row.getOffsetDateTime("created_at")),
            PgTime.fromDatabase(row.getOffsetDateTime("expires_at")));
    macs.verify(
        rowId(session), content(session), Bytes.copyOf(row.getBuffer("row_mac").getBytes()));
    return new StoredSession(session, Bytes.copyOf(row.getBuffer("secret").getBytes()));
  }

  private static RowMacs.RowId rowId(RoleSession session) {
    return new RowMacs.RowId("iam session", session.id(), VERSION);
  }

  /// The wrapped secret is not in it: it authenticates itself, bound to account and key id.
  private static Bytes content(RoleSession session) {
    FieldEncoder fields =
        new FieldEncoder()
            .text(session.roleId())
            .text(session.name())
            .text(session.tokenSha256())
            .optionalText(session.policy())
            .number(PgTime.toMicros(session.created()))
            .number(PgTime.toMicros(session.expires()))
            .number(session.tags().size());
    session.tags().forEach(tag -> fields.text(tag.key()).text(tag.value()));
    session.transitiveKeys().forEach(fields::text);
    return fields.toBytes();
  }
}
