package io.keytrail.server.store;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.simulate.ScenarioStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scenarios in PostgreSQL. Their id is a digest of their content, by which their core tells
/// whether they are what was stored.
public final class PgScenarios implements ScenarioStore {
  /// What an account keeps beside the new one, the latest opened first, and what of it goes: all
  /// behind the first that does not fit any more.
  private static final String MAKE_ROOM =
      "DELETE FROM scenario s USING (SELECT id,"
          + " row_number() OVER latest AS nth, sum(bytes) OVER latest AS total"
          + " FROM scenario WHERE account_id = $1 AND id <> $2"
          + " WINDOW latest AS (ORDER BY opened_at DESC, id)) o"
          + " WHERE s.account_id = $1 AND s.id = o.id AND s.opened_at < $5"
          + " AND (o.nth >= $3 OR o.total > $4)";

  private static final Logger LOG = LoggerFactory.getLogger(PgScenarios.class);

  private final Database database;

  public PgScenarios(Database database) {
    this.database = database;
  }

  @Override
  public Future<Boolean> keep(Tx tx, Kept scenario, Room room, Instant spared) {
    PgTx transaction = PgTx.of(tx);
    Tuple row =
        Tuple.of(
            scenario.account(),
            scenario.id(),
            Buffer.buffer(scenario.content().toArray()),
            scenario.content().length(),
            PgTime.toDatabase(scenario.now()));
    // The account's row is locked, so that two that come at once do not both find room.
    return transaction
        .query("SELECT 1 FROM account WHERE id = $1 FOR UPDATE", Tuple.of(scenario.account()))
        .compose(
            _ ->
                transaction.query(
                    "INSERT INTO scenario (account_id, id, content, bytes, opened_at) VALUES ($1,"
                        + " $2, $3, $4, $5) ON CONFLICT (account_id, id) DO UPDATE SET opened_at ="
                        + " greatest(scenario.opened_at, excluded.opened_at)",
                    row))
        .compose(_ -> transaction.query(MAKE_ROOM, limits(scenario, room, spared)))
        .compose(
            _ ->
                transaction.query(
                    "SELECT count(*), coalesce(sum(bytes), 0)::bigint FROM scenario"
                        + " WHERE account_id = $1",
                    Tuple.of(scenario.account())))
        .map(kept -> fits(kept, room));
  }

  private static Tuple limits(Kept scenario, Room room, Instant spared) {
    return Tuple.of(
        scenario.account(),
        scenario.id(),
        (long) room.scenarios(),
        room.bytes() - scenario.content().length(),
        PgTime.toDatabase(spared));
  }

  private static boolean fits(RowSet<Row> kept, Room room) {
    Row row = kept.iterator().next();
    return row.getLong(0) <= room.scenarios() && row.getLong(1) <= room.bytes();
  }

  @Override
  public Future<Optional<Bytes>> open(String account, String id, Instant now) {
    return database
        .read(
            "SELECT content, opened_at FROM scenario WHERE account_id = $1 AND id = $2",
            Tuple.of(account, id))
        .map(
            found ->
                found.stream()
                    .findFirst()
                    .map(
                        row -> {
                          noteOpened(account, id, now);
                          return Bytes.copyOf(row.getBuffer("content").getBytes());
                        }));
  }

  /// To the day; nobody waits for it.
  private void noteOpened(String account, String id, Instant now) {
    database
        .write(
            "UPDATE scenario SET opened_at = $3 WHERE account_id = $1 AND id = $2"
                + " AND opened_at < $4",
            Tuple.of(
                account,
                id,
                PgTime.toDatabase(now),
                PgTime.toDatabase(now.minus(Duration.ofDays(1)))))
        .onFailure(failure -> LOG.debug("an opened scenario was not noted", failure));
  }
}
