package io.keytrail.server.store;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.crypto.RowTampered;
import io.keytrail.server.invoke.Tx;
import io.keytrail.server.jobs.Job;
import io.keytrail.server.jobs.JobReport;
import io.keytrail.server.jobs.JobState;
import io.keytrail.server.jobs.JobStore;
import io.keytrail.server.jobs.NewJob;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs in PostgreSQL. Time is the database's: servers' clocks differ.
public final class PgJobs implements JobStore {
  private static final Logger LOG = LoggerFactory.getLogger(PgJobs.class);

  private static final String CLAIMABLE =
      "state IN ('queued', 'running') AND type = ANY($1)"
          + " AND (claimed_until IS NULL OR claimed_until < clock_timestamp())";
  private static final String ASK_CANCEL =
      "UPDATE job SET cancel_asked = true, due_at = least(due_at, clock_timestamp()),"
          + " state = CASE WHEN epoch = 0 THEN 'cancelled' ELSE state END,"
          + " updated_at = clock_timestamp() WHERE id = $1 AND state IN ('queued', 'running')";
  private static final String HELD = "id = $1 AND epoch = $2 AND state = 'running'";

  private final Database database;
  private final RowMacs macs;

  public PgJobs(Database database, RowMacs macs) {
    this.database = database;
    this.macs = macs;
  }

  @Override
  public Future<Boolean> insert(Tx tx, NewJob job, Runnable committed) {
    PgTx.of(tx).afterCommit(committed);
    byte[] input = PgJobRow.bytes(job.input()).getBytes();
    return PgTx.of(tx)
        .query(
            "INSERT INTO job (id, account, type, input, due_at, singleton, row_mac) VALUES"
                + " ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond', $6, $7)"
                + " ON CONFLICT (singleton) WHERE state IN ('queued', 'running') DO NOTHING",
            Tuple.from(
                Arrays.asList(
                    job.id(),
                    job.account(),
                    job.type(),
                    io.vertx.core.buffer.Buffer.buffer(input),
                    (double) job.delay().toMillis(),
                    job.singleton().orElse(null),
                    PgJobRow.mac(macs, job.id(), job.account(), job.type(), input))))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Void> hasten(Tx tx, UUID id, Runnable committed) {
    PgTx.of(tx).afterCommit(committed);
    return PgTx.of(tx)
        .query(
            "UPDATE job SET due_at = clock_timestamp() WHERE id = $1 AND state = 'queued'",
            Tuple.of(id))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> withdraw(Tx tx, UUID id) {
    return PgTx.of(tx)
        .query("DELETE FROM job WHERE id = $1 AND epoch = 0", Tuple.of(id))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Claims> claim(UUID server, Collection<String> types, int most, Duration lease) {
    String[] names = types.toArray(String[]::new);
    return database
        .write(
            "UPDATE job SET state = 'running', epoch = epoch + 1, claimed_by = $2,"
                + " claimed_until = clock_timestamp() + $3 * interval '1 millisecond',"
                + " updated_at = clock_timestamp()"
                + " WHERE id = ANY(ARRAY(SELECT id FROM job WHERE due_at <= clock_timestamp() AND "
                + CLAIMABLE
                + " ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)) RETURNING "
                + PgJobRow.CLAIMED,
            Tuple.of(names, server, (double) lease.toMillis(), most))
        .compose(this::genuine)
        .compose(jobs -> nextDue(names).map(due -> new Claims(jobs, due)));
  }

  /// A row that no server made is not run: it ends as failed.
  private Future<List<Claimed>> genuine(RowSet<Row> rows) {
    List<Claimed> genuine = new ArrayList<>();
    Future<Void> refused = Future.succeededFuture();
    for (Row row : rows) {
      try {
        genuine.add(PgJobRow.claimed(macs, row));
      } catch (RowTampered tampered) {
        LOG.error("job {} is not run: {}", row.getUUID("id"), tampered.getMessage());
        Claim claim = new Claim(row.getUUID("id"), row.getLong("epoch"));
        refused = refused.compose(_ -> leave(claim, refusal())).mapEmpty();
      }
    }
    return refused.map(genuine);
  }

  private static Leave refusal() {
    JsonObject error =
        JsonObject.builder()
            .put("message", "the job's row was changed by somebody without the root key")
            .build();
    return new Leave(
        JobState.FAILED,
        Duration.ZERO,
        0,
        new JobReport(0, JsonObject.EMPTY, new JsonArray(List.of(error))));
  }

  /// Of jobs that could be claimed then.
  private Future<Optional<Duration>> nextDue(String[] types) {
    return database
        .read(
            "SELECT ceil(extract(epoch FROM min(due_at) - clock_timestamp()) * 1000)"
                + "::bigint AS millis FROM job WHERE "
                + CLAIMABLE,
            Tuple.of(types))
        .map(
            rows ->
                Optional.ofNullable(rows.iterator().next().getLong("millis"))
                    .map(millis -> Duration.ofMillis(Math.max(0, millis))));
  }

  @Override
  public Future<Extended> extend(Claim claim, Duration lease) {
    return database
        .write(
            "UPDATE job SET claimed_until = clock_timestamp() + $3 * interval '1 millisecond'"
                + " WHERE "
                + HELD
                + " RETURNING cancel_asked",
            Tuple.of(claim.job(), claim.epoch(), (double) lease.toMillis()))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? new Extended(false, false)
                    : new Extended(true, rows.iterator().next().getBoolean(0)));
  }

  @Override
  public Future<Integer> releaseAll() {
    return database
        .write(
            "UPDATE job SET claimed_until = NULL WHERE state = 'running' AND claimed_until IS NOT"
                + " NULL",
            Tuple.tuple())
        .map(RowSet::rowCount);
  }

  @Override
  public Future<List<Step>> steps(UUID job) {
    return database
        .read("SELECT n, name, detail FROM job_step WHERE job = $1 ORDER BY n", Tuple.of(job))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Step(
                                row.getInteger("n"),
                                row.getString("name"),
                                PgJobRow.object(row.getBuffer("detail"))))
                    .toList());
  }

  @Override
  public Future<Boolean> hold(Tx tx, Claim claim) {
    return PgTx.of(tx)
        .query(
            "SELECT 1 FROM job WHERE " + HELD + " FOR NO KEY UPDATE",
            Tuple.of(claim.job(), claim.epoch()))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public Future<Void> record(Tx tx, Claim claim, Step step) {
    return PgTx.of(tx)
        .query(
            "INSERT INTO job_step (job, n, epoch, name, detail) VALUES ($1, $2, $3, $4, $5)"
                + " ON CONFLICT (job, name) DO UPDATE SET epoch = $3, detail = $5",
            Tuple.of(
                claim.job(),
                step.number(),
                claim.epoch(),
                step.name(),
                PgJobRow.bytes(step.detail())))
        .mapEmpty();
  }

  @Override
  public Future<Void> report(Tx tx, Claim claim, JobReport report) {
    return PgTx.of(tx)
        .query(
            "UPDATE job SET progress = $3, counts = $4, errors = $5, attempts = 0,"
                + " updated_at = clock_timestamp() WHERE "
                + HELD,
            Tuple.of(
                claim.job(),
                claim.epoch(),
                report.progress(),
                PgJobRow.bytes(report.counts()),
                PgJobRow.bytes(report.errors())))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> leave(Claim claim, Leave leave) {
    return database
        .write(
            "UPDATE job SET state = $3, claimed_by = NULL, claimed_until = NULL,"
                + " due_at = clock_timestamp() + $4 * interval '1 millisecond', attempts = $5,"
                + " progress = $6, counts = $7, errors = $8, updated_at = clock_timestamp()"
                + " WHERE "
                + HELD,
            Tuple.of(
                claim.job(),
                claim.epoch(),
                leave.state().text(),
                (double) leave.pause().toMillis(),
                leave.attempts(),
                leave.report().progress(),
                PgJobRow.bytes(leave.report().counts()),
                PgJobRow.bytes(leave.report().errors())))
        .map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Optional<Job>> job(UUID id) {
    return database
        .read("SELECT " + PgJobRow.SHOWN + " FROM job WHERE id = $1", Tuple.of(id))
        .map(rows -> rows.stream().findFirst().map(PgJobRow::shown));
  }

  @Override
  public Future<List<Job>> jobs(Query query) {
    return database
        .read(
            "SELECT "
                + PgJobRow.SHOWN
                + " FROM job WHERE ($1::text IS NULL OR account = $1)"
                + " AND ($2::text IS NULL OR type = $2) AND ($3::text IS NULL OR "
                + PgJobRow.STATE
                + " = $3)"
                + " AND ($4::uuid IS NULL OR (created_at, id) <"
                + " (SELECT created_at, id FROM job WHERE id = $4))"
                + " ORDER BY created_at DESC, id DESC LIMIT $5",
            Tuple.from(
                Arrays.asList(
                    query.account().orElse(null),
                    query.type().orElse(null),
                    query.state().map(JobState::text).orElse(null),
                    query.after().orElse(null),
                    query.limit())))
        .map(rows -> rows.stream().map(PgJobRow::shown).toList());
  }

  @Override
  public Future<Boolean> askCancel(UUID id) {
    return database.write(ASK_CANCEL, Tuple.of(id)).map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Boolean> askCancel(Tx tx, UUID id, Runnable committed) {
    PgTx.of(tx).afterCommit(committed);
    return PgTx.of(tx).query(ASK_CANCEL, Tuple.of(id)).map(done -> done.rowCount() == 1);
  }

  @Override
  public Future<Integer> prune(Instant before) {
    return database
        .write(
            "DELETE FROM job WHERE state IN ('done', 'failed', 'cancelled') AND updated_at < $1",
            Tuple.of(PgTime.toDatabase(before)))
        .map(RowSet::rowCount);
  }
}
