package io.keytrail.server.jobs;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a job works with. Confined to the job's thread, except where a method answers a future. Any
/// method may leave by a [JobSignal], which the job lets pass.
public final class JobContext {
  private static final Duration CALL_DEADLINE = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Parts parts;
  private final JobStore.Claimed job;
  private final JobClaim claim;
  private final Map<String, JobStore.Step> steps = new LinkedHashMap<>();
  private final ReportBuilder report;
  private final List<JobStore.Step> uncommitted = new CopyOnWriteArrayList<>();
  private int attempts;

  /// What every job shares.
  record Parts(Vertx vertx, JobStore store, Transactions transactions, InstantSource clock) {}

  JobContext(Parts parts, JobStore.Claimed job, JobClaim claim, List<JobStore.Step> done) {
    this.parts = parts;
    this.job = job;
    this.claim = claim;
    this.report = new ReportBuilder(job.report());
    this.attempts = job.attempts();
    done.forEach(step -> steps.put(step.name(), step));
  }

  public UUID id() {
    return job.claim().job();
  }

  public String account() {
    return job.account();
  }

  public JsonObject input() {
    return job.input();
  }

  /// By the server's clock.
  public Instant now() {
    return parts.clock().instant();
  }

  /// A call that this job makes, with a request id of its own.
  public Call call(String region, Caller caller) {
    return new Call(
        UUID.randomUUID().toString(),
        now(),
        job.account(),
        region,
        caller,
        System.nanoTime() + CALL_DEADLINE.toNanos());
  }

  /// Does it on an event loop and waits for the result; fails as the future does.
  public <T> T await(Supplier<Future<T>> work) {
    claim.require();
    Promise<T> done = Promise.promise();
    parts
        .vertx()
        .getOrCreateContext()
        .runOnContext(
            _ -> {
              try {
                work.get().onComplete(done);
              } catch (RuntimeException thrown) {
                done.fail(thrown);
              }
            });
    return Waiting.on(done.future(), PATIENCE);
  }

  /// Does the work and records what it came to, or answers what is on record. The work may be
  /// repeated, if the server ends before the record is made; its record never is.
  ///
  /// @param name of which a job has one
  public JsonObject step(String name, Supplier<JsonObject> work) {
    Optional<JsonObject> recorded = recorded(name);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    claim.require();
    JsonObject detail = work.get();
    checkpoint(name, detail);
    return detail;
  }

  /// A step that has no result.
  public void once(String name, Runnable work) {
    step(
        name,
        () -> {
          work.run();
          return JsonObject.EMPTY;
        });
  }

  /// A step that is done exactly once: work and record commit together.
  public JsonObject stepInTransaction(String name, Function<Tx, Future<JsonObject>> work) {
    Optional<JsonObject> recorded = recorded(name);
    return recorded.isPresent()
        ? recorded.get()
        : inTransaction(
            tx -> work.apply(tx).compose(detail -> checkpoint(tx, name, detail).map(_ -> detail)));
  }

  /// What a step came to, if it was done.
  public Optional<JsonObject> recorded(String name) {
    return Optional.ofNullable(steps.get(name)).map(JobStore.Step::detail);
  }

  /// Records a step, in place of one of the same name: a cursor that moves.
  public void checkpoint(String name, JsonObject detail) {
    inTransaction(tx -> checkpoint(tx, name, detail));
  }

  /// The same as part of a transaction of [#inTransaction], with the report as it is by then.
  public Future<Void> checkpoint(Tx tx, String name, JsonObject detail) {
    JobStore.Step before = steps.get(name);
    int number = before == null ? steps.size() + 1 : before.number();
    JobStore.Step step = new JobStore.Step(number, name, detail);
    return parts
        .store()
        .record(tx, claim.claim(), step)
        .compose(_ -> parts.store().report(tx, claim.claim(), report.build()))
        .onSuccess(_ -> uncommitted.add(step));
  }

  /// Changes that happen only while this job is this claimant's.
  public <T> T inTransaction(Function<Tx, Future<T>> work) {
    uncommitted.clear();
    T result = await(() -> parts.transactions().inTransaction(tx -> held(tx, work)));
    for (JobStore.Step step : uncommitted) {
      steps.put(step.name(), step);
      attempts = 0;
    }
    return result;
  }

  private <T> Future<T> held(Tx tx, Function<Tx, Future<T>> work) {
    return parts
        .store()
        .hold(tx, claim.claim())
        .compose(
            holds -> {
              claim.require(holds);
              return work.apply(tx);
            });
  }

  /// Goes on only at that time: until then the job gives its claim up, and begins anew afterwards.
  public void sleepUntil(Instant due) {
    Duration pause = Duration.between(now(), due);
    if (pause.isPositive()) {
      throw new JobSignal.Sleep(pause);
    }
  }

  /// Shows how far the job is, from 0 to 1; written a few times a second at most.
  public void progress(double progress) {
    report.progress(progress);
    if (report.due(System.nanoTime())) {
      showReport();
    }
  }

  /// Sets a number that the job shows.
  public void count(String name, long value) {
    report.count(name, value);
  }

  /// Adds something that went wrong, without ending the job: an object with a `message`. Only the
  /// first thousand are kept; the number of all is the count `errors`.
  public void error(JsonObject error) {
    report.error(error);
  }

  /// Shows progress, counts and errors now.
  public void showReport() {
    inTransaction(tx -> parts.store().report(tx, claim.claim(), report.build()));
  }

  public boolean cancelAsked() {
    return claim.cancelAsked();
  }

  /// Leaves here if somebody asked the job to end.
  public void checkCancel() {
    if (cancelAsked()) {
      throw new JobSignal.Cancelled();
    }
  }

  /// Names of the steps on record, in the order in which they were first recorded.
  List<String> stepNames() {
    return new ArrayList<>(steps.keySet());
  }

  int attempts() {
    return attempts;
  }

  JobReport report() {
    return report.build();
  }
}
