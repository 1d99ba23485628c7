package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads what is new in `change_log`. One reading at a time.
///
/// The position is a transaction id: the horizon of the last reading, below which every transaction
// had ended. Rows of
/// ids from there on are read each time, also those above the present horizon, so that a long
// transaction elsewhere
/// delays nobody's change, and none is passed over because it commits late. Rolled-back ids leave
// no rows and wait for
/// nobody.
///
/// Rows are pruned after ten minutes. A reader that finds, by the database's clock, that it was
// away for more than five
/// knows nothing any more.
final class ChangeReader {
  private static final String READ =
      """
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text, statement_timestamp()::text,
        statement_timestamp() - $2::text::timestamptz > interval '5 minutes', c.seq, c.kind, c.id
      FROM (SELECT 1) AS one LEFT JOIN change_log c ON c.xid >= $1::text::xid8
      ORDER BY c.seq
      """;

  private static final String FIRST =
      "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, statement_timestamp()::text";

  private static final String PRUNE =
      "DELETE FROM change_log WHERE created_at < now() - interval '10 minutes'";

  private final Database database;
  // confined to the reading that is under way
  private String position = "";
  private String readAt = "";
  private Set<Long> toldAbove = Set.of();

  ChangeReader(Database database) {
    this.database = database;
  }

  /// What was committed since the last reading; the first one only takes the position.
  Future<List<Change>> read() {
    return position.isEmpty()
        ? database.read(FIRST, Tuple.tuple()).map(this::begun)
        : database.read(READ, Tuple.of(position, readAt)).map(this::taken);
  }

  /// Deletes what every living server has read.
  Future<Void> prune() {
    return database.write(PRUNE, Tuple.tuple()).mapEmpty();
  }

  /// As if the last reading had been then; for tests.
  void forgetTime(String lastReading) {
    readAt = lastReading;
  }

  private List<Change> begun(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    position = row.getString(0);
    readAt = row.getString(1);
    return List.of();
  }

  private List<Change> taken(RowSet<Row> rows) {
    List<Change> changes = new ArrayList<>();
    Set<Long> told = new HashSet<>();
    boolean away = false;
    for (Row row : rows) {
      position = row.getString(0);
      readAt = row.getString(1);
      away = row.getBoolean(2);
      Long seq = row.getLong(3);
      if (seq != null) {
        told.add(seq);
        if (!toldAbove.contains(seq)) {
          changes.add(new Change.Of(row.getString(4), row.getString(5)));
        }
      }
    }
    toldAbove = told;
    return away ? List.of(new Change.Everything()) : changes;
  }
}
