package io.keytrail.server.jobs;

import static io.keytrail.server.store.TestPostgres.await;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.RowMacs;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.PgJobs;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Jobs and runners on a database of their own.
final class JobsWorld implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final Duration LONG = Duration.ofSeconds(30);

  final Vertx vertx = Vertx.vertx();
  final Database database = TestPostgres.migrated(vertx);
  final PgJobs store;
  final JobQueue queue;
  private final List<JobRunner> runners = new ArrayList<>();

  JobsWorld(RootKey rootKey) {
    store = new PgJobs(database, new RowMacs(rootKey));
    queue = new JobQueue(store);
  }

  /// A type of job by its name and code.
  record Type(String name, Consumer<JobContext> code) implements JobType {
    @Override
    public void run(JobContext job) {
      code.accept(job);
    }
  }

  /// A runner as on a server of its own: it hears of nothing and asks every 20 ms.
  JobRunner otherServer(JobType... types) {
    return start(
        new JobQueue(store), new JobRunner.Settings(4, LONG, Duration.ofMillis(20)), types);
  }

  /// A runner that hears of new jobs and hardly ever asks.
  JobRunner runner(int atOnce, JobType... types) {
    return start(queue, new JobRunner.Settings(atOnce, LONG, LONG), types);
  }

  private JobRunner start(JobQueue heard, JobRunner.Settings settings, JobType... types) {
    JobRunner runner =
        JobRunner.start(
            new JobRunner.Dependencies(
                vertx, store, heard, database, InstantSource.system(), false),
            List.of(types),
            settings);
    runners.add(runner);
    return runner;
  }

  UUID enqueue(JobType type) {
    return enqueue(NewJob.of(type.name(), ACCOUNT, JsonObject.EMPTY));
  }

  UUID enqueue(NewJob job) {
    boolean put = await(database.inTransaction(tx -> queue.enqueue(tx, job)));
    if (!put) {
      throw new AssertionError("the singleton's name was taken");
    }
    return job.id();
  }

  Job job(UUID id) {
    return await(store.job(id)).orElseThrow();
  }

  /// The job once it has ended.
  Job ended(UUID id) {
    until(() -> job(id).state().ended());
    return job(id);
  }

  void sql(String statement, Object... arguments) {
    await(database.write(statement, Tuple.from(arguments)));
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to that in time");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /// Ends the runners of one test.
  void endRunners() {
    runners.forEach(JobRunner::close);
    runners.clear();
  }

  @Override
  public void close() {
    endRunners();
    await(database.close());
    await(vertx.close());
  }
}
