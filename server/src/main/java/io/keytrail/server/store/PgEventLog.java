package io.keytrail.server.store;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.AuditEventBytes;
import io.keytrail.audit.event.EventFormatException;
import io.keytrail.audit.event.EventLogRow;
import io.keytrail.audit.event.ZstdDictionaries;
import io.keytrail.server.imports.ImportLog;
import io.keytrail.server.invoke.Event;
import io.keytrail.server.invoke.EventSink;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.trail.EventLog;
import io.keytrail.server.trail.LogPosition;
import io.keytrail.server.trail.Seq;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The event log on PostgreSQL: writing ([EventSink]) and reading back ([EventLog]). A row is one
/// group commit, or the events of one change.
public final class PgEventLog implements EventSink, EventLog, ImportLog {
  private static final Logger LOG = LoggerFactory.getLogger(PgEventLog.class);

  private static final String INSERT =
      "INSERT INTO event_log (count, data) VALUES ($1, $2) RETURNING id";
  private static final String AFTER =
      """
      SELECT id, xid::text::bigint AS xid, data FROM (
        SELECT id, xid, data, sum(count) OVER (ORDER BY xid, id) - count AS before FROM (
          SELECT id, xid, count, data FROM event_log
          WHERE (xid, id) > ($1::bigint::text::xid8, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY xid, id LIMIT $3) AS next) AS counted
      WHERE before < $4 ORDER BY xid, id""";
  private static final String BY_ID = "SELECT id, data FROM event_log WHERE id = ANY($1)";
  private static final String POSITION =
      "SELECT xid::text::bigint AS xid, count FROM event_log WHERE id = $1";

  /// A page ends with the row that reaches so many: trees of records take memory.
  private static final int EVENTS_A_PAGE = 2_000;

  private final Database database;
  private final ZstdDictionaries dictionaries;
  private final Supplier<Optional<String>> complaint;
  private final GroupCommit groupCommit;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

  /// @param complaint why the database cannot be relied on to keep what it acknowledges; empty if
  ///     it can. While there is one nothing is appended, so that nothing is answered
  public PgEventLog(
      Database database, ZstdDictionaries dictionaries, Supplier<Optional<String>> complaint) {
    this.complaint = complaint;
    this.database = database;
    this.dictionaries = dictionaries;
    this.groupCommit = new GroupCommit(this::insert);
  }

  @Override
  public Future<Long> append(List<Event> events) {
    Optional<String> unsound = complaint.get();
    return unsound.isPresent() ? refused(unsound.get()) : groupCommit.append(bytes(events));
  }

  private static Future<Long> refused(String why) {
    return Future.failedFuture(new DatabaseUnavailable(why, new IllegalStateException(why)));
  }

  @Override
  public Future<Long> append(Tx tx, List<Event> events) {
    return append(tx, row(bytes(events)));
  }

  @Override
  public Row row(List<AuditEventBytes> events) {
    return new Row(events.size(), EventLogRow.encode(events, dictionaries.current()));
  }

  @Override
  public Future<Long> append(Tx tx, Row row) {
    Optional<String> unsound = complaint.get();
    if (unsound.isPresent()) {
      return refused(unsound.get());
    }
    PgTx transaction = PgTx.of(tx);
    transaction.afterCommit(this::appended);
    return transaction
        .query(INSERT, Tuple.of(row.count(), Buffer.buffer(row.data())))
        .map(rows -> Seq.of(onlyId(rows), 0));
  }

  @Override
  public void onAppend(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public Future<Page> after(LogPosition position, int rows) {
    return database
        .read(AFTER, Tuple.of(position.transaction(), position.row(), rows, EVENTS_A_PAGE))
        .compose(found -> offTheLoop(() -> page(position, found, rows)));
  }

  /// Reading thousands of records takes tens of milliseconds, in which an event loop would answer
  /// nobody.
  private static <T> Future<T> offTheLoop(Callable<T> work) {
    return Objects.requireNonNull(Vertx.currentContext(), "on a context")
        .executeBlocking(work, false)
        .map(done -> Objects.requireNonNull(done, "a page"));
  }

  /// Whether nothing was ever recorded.
  public Future<Boolean> isEmpty() {
    return database
        .read("SELECT FROM event_log LIMIT 1", Tuple.tuple())
        .map(rows -> rows.size() == 0);
  }

  @Override
  public Future<Map<Long, AuditEvent>> read(List<Long> seqs) {
    if (seqs.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    Long[] ids = seqs.stream().map(Seq::row).distinct().toArray(Long[]::new);
    return database.read(BY_ID, Tuple.of(ids)).map(rows -> pick(seqs, rows));
  }

  @Override
  public Future<Optional<LogPosition>> positionOf(long seq) {
    return database
        .read(POSITION, Tuple.of(Seq.row(seq)))
        .map(
            rows -> {
              for (io.vertx.sqlclient.Row row : rows) {
                if (Seq.index(seq) < row.getInteger("count")) {
                  return Optional.of(new LogPosition(row.getLong("xid"), Seq.row(seq)));
                }
              }
              return Optional.empty();
            });
  }

  /// Durable when it succeeds.
  private Future<Long> insert(List<AuditEventBytes> events) {
    return database
        .write(INSERT, Tuple.of(events.size(), Buffer.buffer(row(events).data())))
        .map(
            rows -> {
              appended();
              return onlyId(rows);
            });
  }

  private void appended() {
    listeners.forEach(Runnable::run);
  }

  private static List<AuditEventBytes> bytes(List<Event> events) {
    List<AuditEventBytes> bytes = new ArrayList<>(events.size());
    for (Event event : events) {
      bytes.add(AuditEventBytes.of(event.record(), event.evaluated()));
    }
    return bytes;
  }

  private static long onlyId(RowSet<io.vertx.sqlclient.Row> rows) {
    return rows.iterator().next().getLong("id");
  }

  private Page page(LogPosition from, RowSet<io.vertx.sqlclient.Row> rows, int asked) {
    List<AuditEvent> events = new ArrayList<>();
    LogPosition end = from;
    int unreadable = 0;
    for (io.vertx.sqlclient.Row row : rows) {
      long id = row.getLong("id");
      end = new LogPosition(row.getLong("xid"), id);
      try {
        EventLogRow content = EventLogRow.decode(row.getBuffer("data").getBytes(), dictionaries);
        for (int i = 0; i < content.count(); i++) {
          events.add(content.event(i).at(Seq.of(id, i)));
        }
      } catch (EventFormatException damaged) {
        unreadable++;
        LOG.error("event log row {} cannot be read and is left out of the index", id, damaged);
      }
    }
    boolean more = rows.size() == asked || events.size() >= EVENTS_A_PAGE;
    return new Page(events, end, unreadable, more);
  }

  private Map<Long, AuditEvent> pick(List<Long> seqs, RowSet<io.vertx.sqlclient.Row> rows) {
    Map<Long, EventLogRow> byId = HashMap.newHashMap(rows.size());
    Map<Long, AuditEvent> events = HashMap.newHashMap(seqs.size());
    try {
      for (io.vertx.sqlclient.Row row : rows) {
        byId.put(
            row.getLong("id"), EventLogRow.decode(row.getBuffer("data").getBytes(), dictionaries));
      }
      for (long seq : seqs) {
        EventLogRow row = byId.get(Seq.row(seq));
        if (row != null && Seq.index(seq) < row.count()) {
          events.put(seq, row.event(Seq.index(seq)).at(seq));
        }
      }
    } catch (EventFormatException damaged) {
      throw new IllegalStateException("the event log holds a row that cannot be read", damaged);
    }
    return events;
  }
}
