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
/// had ended. Rows of ids from there on are read each time, also those above the present horizon,
/// so that a long transaction elsewhere delays nobody's change, and none is passed over because it
/// commits late. Rolled-back ids leave no rows and wait for nobody.
///
/// Rows are pruned after ten minutes. A reader that finds, by the database's clock, that it was
/// away for more than five knows nothing any more.
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
  private Position position = Position.NONE;

  ChangeReader(Database database) {
    this.database = database;
  }

  /// Where reading goes on.
  ///
  /// @param horizon every transaction below had ended
  /// @param readAt the database's clock at the reading
  /// @param toldAbove rows from the horizon on that were told already
  private record Position(String horizon, String readAt, Set<Long> toldAbove) {
    static final Position NONE = new Position("", "", Set.of());
  }

  /// What one reading found. Its changes are found again until it is confirmed.
  record Batch(List<Change> changes, Position next) {}

  /// What was committed since the last confirmed batch; the first one is empty.
  Future<Batch> read() {
    return position == Position.NONE
        ? database.read(FIRST, Tuple.tuple()).map(ChangeReader::begun)
        : database.read(READ, Tuple.of(position.horizon, position.readAt)).map(this::taken);
  }

  /// All listeners know what is in the batch.
  void confirm(Batch batch) {
    position = batch.next;
  }

  /// Deletes what every living server has read.
  Future<Void> prune() {
    return database.write(PRUNE, Tuple.tuple()).mapEmpty();
  }

  /// As if the last reading had been then; for tests.
  void forgetTime(String lastReading) {
    position = new Position(position.horizon, lastReading, position.toldAbove);
  }

  private static Batch begun(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new Batch(List.of(), new Position(row.getString(0), row.getString(1), Set.of()));
  }

  private Batch taken(RowSet<Row> rows) {
    List<Change> changes = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (Row row : rows) {
      Long seq = row.getLong(3);
      if (seq != null && seen.add(seq) && !position.toldAbove.contains(seq)) {
        changes.add(new Change.Of(row.getString(4), row.getString(5)));
      }
    }
    Row any = rows.iterator().next();
    return new Batch(
        any.getBoolean(2) ? List.of(new Change.Everything()) : changes,
        new Position(any.getString(0), any.getString(1), seen));
  }
}
