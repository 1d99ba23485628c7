package io.keytrail.server.store;

import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.session.Session;
import io.keytrail.server.session.SessionStore;
import io.keytrail.server.session.SignInLink;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/// Sign-in links and dashboard sessions in PostgreSQL.
public final class PgSessions implements SessionStore {
  private static final String SELECT =
      "SELECT id, principal, operator, acting, created_at, seen_at, revision, row_mac"
          + " FROM browser_session WHERE id = $1";
  private static final String UPDATE =
      "UPDATE browser_session SET acting = $2, seen_at = $3, revision = $4, row_mac = $5"
          + " WHERE id = $1 AND revision = $4 - 1";

  private final Database database;
  private final PgSessionRows rows;

  public PgSessions(Database database, RowMacs macs) {
    this.database = database;
    this.rows = new PgSessionRows(macs);
  }

  @Override
  public Future<Void> insertLink(Tx tx, SignInLink link) {
    return PgTx.of(tx)
        .query(
            "INSERT INTO sign_in_link (id, principal, operator, expires_at, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5)",
            rows.toInsert(link))
        .mapEmpty();
  }

  @Override
  public Future<Optional<SignInLink>> takeLink(Tx tx, String id) {
    return PgTx.of(tx)
        .query(
            "DELETE FROM sign_in_link WHERE id = $1"
                + " RETURNING id, principal, operator, expires_at, row_mac",
            Tuple.of(id))
        .map(found -> found.stream().findFirst().map(rows::readLink));
  }

  @Override
  public Future<Void> insertSession(Tx tx, Session session) {
    return PgTx.of(tx)
        .query(
            "INSERT INTO browser_session"
                + " (id, principal, operator, acting, created_at, seen_at, revision, row_mac)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            rows.toInsert(session))
        .mapEmpty();
  }

  @Override
  public Future<Optional<Session>> session(String id) {
    return database.read(SELECT, Tuple.of(id)).map(this::first);
  }

  @Override
  public Future<Optional<Session>> lock(Tx tx, String id) {
    return PgTx.of(tx).query(SELECT + " FOR UPDATE", Tuple.of(id)).map(this::first);
  }

  private Optional<Session> first(RowSet<Row> found) {
    return found.stream().findFirst().map(rows::readSession);
  }

  @Override
  public Future<Void> update(Tx tx, Session next) {
    return PgTx.of(tx)
        .query(UPDATE, rows.toUpdate(next))
        .map(done -> PgIamRows.one(done, "session", next.id()));
  }

  @Override
  public Future<Void> touch(Session next) {
    return database.write(UPDATE, rows.toUpdate(next)).mapEmpty();
  }

  @Override
  public Future<Void> end(Tx tx, String id) {
    return PgTx.of(tx).query("DELETE FROM browser_session WHERE id = $1", Tuple.of(id)).mapEmpty();
  }

  @Override
  public Future<Integer> prune(Instant now) {
    Tuple begunAndSeen =
        Tuple.of(
            PgTime.toDatabase(now.minus(Session.LIFETIME)),
            PgTime.toDatabase(now.minus(Session.IDLE)));
    return database
        .write("DELETE FROM sign_in_link WHERE expires_at <= $1", Tuple.of(PgTime.toDatabase(now)))
        .compose(
            links ->
                database
                    .write(
                        "DELETE FROM browser_session WHERE created_at <= $1 OR seen_at <= $2",
                        begunAndSeen)
                    .map(sessions -> links.rowCount() + sessions.rowCount()));
  }
}
