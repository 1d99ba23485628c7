package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Makes the event log's partitions ahead of time, one for each month (UTC). What arrives where
/// there is none goes into the default partition and is found there all the same.
public final class EventLogPartitions {
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("uuuuMM");

  private final Database database;
  private final InstantSource clock;

  public EventLogPartitions(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Makes this month's and the next month's, where they are missing. Idempotent; to be called at
  /// start and daily.
  ///
  /// @return how many were made. A month of which rows stand in the default partition already gets
  ///     none
  public Future<Integer> ensure() {
    YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    return ensure(month).compose(one -> ensure(month.plusMonths(1)).map(two -> one + two));
  }

  private Future<Integer> ensure(YearMonth month) {
    String name = "event_log_" + month.format(SUFFIX);
    LocalDate from = month.atDay(1);
    LocalDate to = month.plusMonths(1).atDay(1);
    return database.transaction(
        tx ->
            tx.query("LOCK TABLE event_log IN SHARE UPDATE EXCLUSIVE MODE", Tuple.tuple())
                .compose(_ -> tx.query(NEEDED, Tuple.of(name, from, to)))
                .compose(
                    rows ->
                        rows.iterator().next().getBoolean(0)
                            ? create(tx, name, from, to).map(1)
                            : Future.succeededFuture(0)));
  }

  private static final String NEEDED =
      """
      SELECT to_regclass($1) IS NULL AND NOT EXISTS (SELECT FROM event_log_default
        WHERE created_at >= $2::date::timestamp AT TIME ZONE 'UTC'
          AND created_at < $3::date::timestamp AT TIME ZONE 'UTC')
      """;

  /// Attached, not created in place: that would lock out everybody who writes events.
  private static Future<Void> create(PgTx tx, String name, LocalDate from, LocalDate to) {
    return tx.query("CREATE TABLE " + name + " (LIKE event_log INCLUDING ALL)", Tuple.tuple())
        .compose(
            _ ->
                tx.query(
                    "ALTER TABLE event_log ATTACH PARTITION %s FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')"
                        .formatted(name, from, to),
                    Tuple.tuple()))
        .mapEmpty();
  }
}
