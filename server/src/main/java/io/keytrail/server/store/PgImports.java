package io.keytrail.server.store;

import io.keytrail.server.imports.Import;
import io.keytrail.server.imports.ImportStore;
import io.keytrail.server.imports.Quarantined;
import io.keytrail.server.imports.Totals;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.jobs.JobState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Imports in PostgreSQL. Their state is their job's, and after the job was forgotten their own.
public final class PgImports implements ImportStore {
  private static final String SHOWN =
      "SELECT i.id, i.account, i.name, i.received_bytes, i.received_sha256, i.content_sha256,"
          + " i.records, i.imported, i.duplicates, i.quarantined, i.created_at, i.ended_at,"
          + " coalesce(CASE WHEN j.state = 'queued' AND j.epoch > 0 THEN 'running' ELSE j.state END,"
          + " i.outcome, 'cancelled') AS state, coalesce(j.progress, 1) AS progress"
          + " FROM trail_import i LEFT JOIN job j ON j.id = i.id";

  /// More reasons than this of one import are counted only: nobody reads them, and a file could
  /// fill the disk with them.
  private static final long MAX_QUARANTINED = 10_000;

  private final Database database;

  public PgImports(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> insert(Tx tx, Wish wish) {
    return PgTx.of(tx)
        .query(
            "INSERT INTO trail_import (id, account, operator, name, received_bytes,"
                + " received_sha256) VALUES ($1, $2, $3, $4, $5, $6)",
            Tuple.of(
                wish.id(),
                wish.account(),
                wish.operator(),
                bytes(wish.file().name()),
                wish.file().bytes(),
                wish.file().sha256()))
        .mapEmpty();
  }

  @Override
  public Future<Set<UUID>> known(Collection<UUID> keys) {
    UUID[] asked = keys.toArray(UUID[]::new);
    return database
        .read("SELECT key FROM imported_event WHERE key = ANY($1)", Tuple.of(asked))
        .map(rows -> rows.stream().map(row -> row.getUUID(0)).collect(Collectors.toSet()));
  }

  @Override
  public Future<Boolean> add(Tx tx, UUID id, Part part) {
    UUID[] keys = part.keys().toArray(UUID[]::new);
    // Sorted, so that two imports that add the same wait for each other and do not lock each other
    // out.
    Arrays.sort(keys);
    Future<Boolean> added =
        keys.length == 0
            ? Future.succeededFuture(true)
            : PgTx.of(tx)
                .query(
                    "INSERT INTO imported_event (key) SELECT unnest($1::uuid[])"
                        + " ON CONFLICT DO NOTHING",
                    Tuple.of(keys))
                .map(done -> done.rowCount() == keys.length);
    return added.compose(
        allNew ->
            allNew
                ? quarantine(tx, id, part).compose(_ -> count(tx, id, part.totals())).map(true)
                : Future.succeededFuture(false));
  }

  private static Future<Void> quarantine(Tx tx, UUID id, Part part) {
    long before = part.totals().quarantined() - part.quarantined().size();
    List<Tuple> kept =
        part.quarantined().stream()
            .limit(Math.max(1, MAX_QUARANTINED - before))
            .map(one -> Tuple.of(id, one.record(), one.position(), bytes(one.reason())))
            .toList();
    return before < MAX_QUARANTINED
        ? PgTx.of(tx)
            .batch(
                "INSERT INTO trail_import_quarantine (import, record, position, reason)"
                    + " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                kept)
        : Future.succeededFuture();
  }

  private static Future<Void> count(Tx tx, UUID id, Totals totals) {
    return PgTx.of(tx)
        .query(
            "UPDATE trail_import SET records = $2, imported = $3, duplicates = $4,"
                + " quarantined = $5 WHERE id = $1",
            Tuple.of(
                id, totals.records(), totals.imported(), totals.duplicates(), totals.quarantined()))
        .mapEmpty();
  }

  @Override
  public Future<Optional<Totals>> sameContent(
      String account, boolean operator, String contentSha256) {
    return database
        .read(
            "SELECT records, imported, duplicates, quarantined FROM trail_import"
                + " WHERE content_sha256 = $1 AND outcome = 'done' AND account = $2"
                + " AND operator = $3 AND quarantined = 0 LIMIT 1",
            Tuple.of(contentSha256, account, operator))
        .map(rows -> rows.stream().findFirst().map(PgImports::totals));
  }

  @Override
  public Future<Void> end(Tx tx, UUID id, Ending ending) {
    return PgTx.of(tx)
        .query(
            "UPDATE trail_import SET outcome = $2, content_sha256 = coalesce($3, content_sha256),"
                + " ended_at = clock_timestamp() WHERE id = $1",
            Tuple.of(id, ending.state().text(), ending.contentSha256().orElse(null)))
        .mapEmpty();
  }

  @Override
  public Future<Optional<Import>> find(UUID id) {
    return database
        .read(SHOWN + " WHERE i.id = $1", Tuple.of(id))
        .map(rows -> rows.stream().findFirst().map(PgImports::shown));
  }

  @Override
  public Future<List<Import>> list(Query query) {
    return database
        .read(
            SHOWN
                + " WHERE ($1::text IS NULL OR i.account = $1) AND ($2::uuid IS NULL"
                + " OR (i.created_at, i.id) < (SELECT created_at, id FROM trail_import"
                + " WHERE id = $2)) ORDER BY i.created_at DESC, i.id DESC LIMIT $3",
            Tuple.from(
                Arrays.asList(
                    query.account().orElse(null), query.after().orElse(null), query.limit())))
        .map(rows -> rows.stream().map(PgImports::shown).toList());
  }

  @Override
  public Future<List<Quarantined>> quarantined(UUID id, long after, int limit) {
    return database
        .read(
            "SELECT record, position, reason FROM trail_import_quarantine"
                + " WHERE import = $1 AND record > $2 ORDER BY record LIMIT $3",
            Tuple.of(id, after, limit))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Quarantined(
                                row.getLong("record"),
                                row.getLong("position"),
                                text(row.getBuffer("reason"))))
                    .toList());
  }

  private static Import shown(Row row) {
    return new Import(
        row.getUUID("id"),
        row.getString("account"),
        new Import.File(
            text(row.getBuffer("name")),
            row.getLong("received_bytes"),
            row.getString("received_sha256")),
        Optional.ofNullable(row.getString("content_sha256")),
        totals(row),
        JobState.of(row.getString("state")).orElseThrow(),
        row.getDouble("progress"),
        PgTime.fromDatabase(row.getOffsetDateTime("created_at")),
        Optional.ofNullable(row.getOffsetDateTime("ended_at")).map(PgTime::fromDatabase));
  }

  private static Totals totals(Row row) {
    return new Totals(
        row.getLong("records"),
        row.getLong("imported"),
        row.getLong("duplicates"),
        row.getLong("quarantined"));
  }

  private static Buffer bytes(String text) {
    return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Buffer bytes) {
    return new String(bytes.getBytes(), StandardCharsets.UTF_8);
  }
}
