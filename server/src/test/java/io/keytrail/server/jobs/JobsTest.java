package io.keytrail.server.jobs;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.FileRootKey;
import io.keytrail.server.invoke.Unavailable;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs on a real PostgreSQL. Each test has a type of job of its own.
@Timeout(60)
final class JobsTest {
  private static JobsWorld world;

  /// The database, away for a moment.
  private static final class Away extends RuntimeException implements Unavailable {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    world = new JobsWorld(FileRootKey.openOrCreate(folder.resolve("root.key"), new SecureRandom()));
    world.sql("CREATE TABLE harvest (fruit text NOT NULL)");
  }

  @AfterEach
  void endRunners() {
    world.endRunners();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void job_beginsAtOnceWhereItsTransactionCommits_andNeverWhereItDoesNot() {
    CountDownLatch began = new CountDownLatch(1);
    JobsWorld.Type type = new JobsWorld.Type("commit", _ -> began.countDown());
    world.runner(2, type);
    NewJob undone = NewJob.of(type.name(), JobsWorld.ACCOUNT, JsonObject.EMPTY);
    failureOf(
        world.database.inTransaction(
            tx ->
                world
                    .queue
                    .enqueue(tx, undone)
                    .compose(_ -> Future.failedFuture(new IllegalStateException("no")))));
    assertThat(await(world.store.job(undone.id()))).isEmpty();

    // The runner asks by itself only every 30 s.
    Job done = world.ended(world.enqueue(type));
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(done.report().progress()).isEqualTo(1.0);
    assertThat(began.getCount()).isZero();
  }

  /// Else a runner without work would ask the database without a pause.
  @Test
  void claims_sayWhenSomethingIsDue_andNothingWhereThereIsNothing() {
    List<String> types = List.of("due");
    UUID server = UUID.randomUUID();
    assertThat(await(world.store.claim(server, types, 4, JobsWorld.LONG)).nextDue()).isEmpty();

    NewJob later = NewJob.of("due", JobsWorld.ACCOUNT, JsonObject.EMPTY).after(JobsWorld.LONG);
    var _ = world.enqueue(later);
    JobStore.Claims claims = await(world.store.claim(server, types, 4, JobsWorld.LONG));
    assertThat(claims.jobs()).isEmpty();
    assertThat(claims.nextDue().orElseThrow())
        .isBetween(Duration.ofSeconds(1), JobsWorld.LONG.plusSeconds(1));

    UUID now = world.enqueue(NewJob.of("due", JobsWorld.ACCOUNT, JsonObject.EMPTY));
    claims = await(world.store.claim(server, types, 4, JobsWorld.LONG));
    assertThat(claims.jobs()).extracting(job -> job.claim().job()).containsExactly(now);
  }

  @Test
  void step_isDoneOnceAndItsResultKept_whateverFailsLater() {
    AtomicInteger chosen = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    AtomicReference<JsonObject> used = new AtomicReference<>(JsonObject.EMPTY);
    JobsWorld.Type type =
        new JobsWorld.Type(
            "steps",
            job -> {
              JsonObject id =
                  job.step(
                      "choose",
                      () -> JsonObject.builder().put("id", chosen.incrementAndGet()).build());
              job.once(
                  "use",
                  () -> {
                    if (failures.incrementAndGet() < 3) {
                      throw new Away();
                    }
                    used.set(id);
                  });
              job.count("used", 1);
            });
    world.runner(1, type);
    Job done = world.ended(world.enqueue(type));
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(chosen).hasValue(1);
    assertThat(failures).hasValue(3);
    assertThat(used.get()).isEqualTo(JsonObject.builder().put("id", 1).build());
    assertThat(done.report().counts()).isEqualTo(JsonObject.builder().put("used", 1).build());
    assertThat(done.report().errors().elements()).isEmpty();
  }

  @Test
  void deadClaimantsJob_goesOnElsewhereWithoutItsSteps() {
    AtomicReference<List<String>> found = new AtomicReference<>(List.of());
    JobsWorld.Type type = new JobsWorld.Type("crash", job -> found.set(job.stepNames()));
    UUID id = world.enqueue(type);
    JobStore.Claimed dead =
        await(world.store.claim(UUID.randomUUID(), List.of("crash"), 1, Duration.ofMillis(300)))
            .jobs()
            .getFirst();
    boolean recorded = record(dead.claim(), "before the crash");
    world.otherServer(type);

    assertThat(recorded).isTrue();
    assertThat(world.ended(id).state()).isEqualTo(JobState.DONE);
    assertThat(found.get()).containsExactly("before the crash");
    assertThat(record(dead.claim(), "from the grave")).isFalse();
    boolean left =
        await(
            world.store.leave(
                dead.claim(),
                new JobStore.Leave(JobState.FAILED, Duration.ZERO, 0, JobReport.EMPTY)));
    assertThat(left).isFalse();
    assertThat(await(world.store.extend(dead.claim(), JobsWorld.LONG)).holds()).isFalse();
    assertThat(world.job(id).state()).isEqualTo(JobState.DONE);
  }

  private static boolean record(JobStore.Claim claim, String name) {
    return await(
        world.database.inTransaction(
            tx ->
                world
                    .store
                    .hold(tx, claim)
                    .compose(
                        holds ->
                            holds
                                ? world
                                    .store
                                    .record(tx, claim, new JobStore.Step(1, name, JsonObject.EMPTY))
                                    .map(true)
                                : Future.succeededFuture(false))));
  }

  @Test
  void slowClaimant_changesNothingOnceAnotherHasTheJob() throws Exception {
    CountDownLatch slowIsThere = new CountDownLatch(1);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicReference<String> slowLeftBy = new AtomicReference<>("nothing");
    JobsWorld.Type type =
        new JobsWorld.Type(
            "slow",
            job -> {
              boolean slow = first.getAndSet(false);
              if (slow) {
                slowIsThere.countDown();
                uninterruptibly(otherIsDone);
              }
              try {
                job.stepInTransaction("reap", tx -> reap(tx, slow ? "sour" : "sweet"));
              } catch (JobSignal signal) {
                slowLeftBy.set(signal.getClass().getSimpleName());
                throw signal;
              }
            });
    world.runner(1, type);
    UUID id = world.enqueue(type);
    slowIsThere.await();
    // As if the slow one had not been heard of for a while.
    world.sql("UPDATE job SET claimed_until = now() - interval '1 s' WHERE id = $1", id);
    world.otherServer(type);
    assertThat(world.ended(id).state()).isEqualTo(JobState.DONE);
    otherIsDone.countDown();

    JobsWorld.until(() -> slowLeftBy.get().equals("ClaimLost"));
    assertThat(fruits()).containsExactly("sweet");
  }

  private static Future<JsonObject> reap(io.keytrail.server.invoke.Tx tx, String fruit) {
    return io.keytrail.server.store.PgTx.of(tx)
        .query("INSERT INTO harvest VALUES ($1)", io.vertx.sqlclient.Tuple.of(fruit))
        .map(JsonObject.EMPTY);
  }

  private static List<String> fruits() {
    return await(world.database.read("SELECT fruit FROM harvest", io.vertx.sqlclient.Tuple.tuple()))
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoServers_runEachJobOnce() {
    Map<UUID, AtomicInteger> runs = new ConcurrentHashMap<>();
    JobsWorld.Type type =
        new JobsWorld.Type(
            "shared",
            job -> runs.computeIfAbsent(job.id(), _ -> new AtomicInteger()).incrementAndGet());
    world.otherServer(type);
    world.otherServer(type);
    for (int i = 0; i < 60; i++) {
      world.enqueue(type);
    }
    JobsWorld.until(() -> runs.size() == 60);
    assertThat(runs.values()).allMatch(count -> count.get() == 1);
  }

  @Test
  void runner_runsNoMoreAtOnceThanItMay() {
    AtomicInteger now = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
    JobsWorld.Type type =
        new JobsWorld.Type(
            "few",
            job -> {
              seen.add(now.incrementAndGet());
              job.progress(0.5);
              now.decrementAndGet();
            });
    world.runner(3, type);
    List<UUID> ids =
        java.util.stream.IntStream.range(0, 20).mapToObj(_ -> world.enqueue(type)).toList();
    ids.forEach(id -> assertThat(world.ended(id).state()).isEqualTo(JobState.DONE));
    assertThat(seen).hasSize(20).allMatch(count -> count <= 3);
  }

  @Test
  void typeThatSaysHowMany_leavesRoomForOthers() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    JobType narrow =
        new JobType() {
          @Override
          public String name() {
            return "narrow";
          }

          @Override
          public int atOnce() {
            return 2;
          }

          @Override
          public void run(JobContext job) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            uninterruptibly(go);
            now.decrementAndGet();
          }
        };
    JobsWorld.Type wide = new JobsWorld.Type("wide beside narrow", _ -> {});
    List<UUID> all = new java.util.ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(world.enqueue(narrow));
    }
    world.runner(8, narrow, wide);
    JobsWorld.until(() -> now.get() == 2);
    assertThat(world.ended(world.enqueue(wide)).state()).isEqualTo(JobState.DONE);
    assertThat(now.get()).isEqualTo(2);
    go.countDown();
    all.forEach(id -> assertThat(world.ended(id).state()).isEqualTo(JobState.DONE));
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void sleepingJob_holdsNoClaimAndGoesOnWhenDue() {
    AtomicInteger begun = new AtomicInteger();
    JobsWorld.Type type =
        new JobsWorld.Type(
            "sleeper",
            job -> {
              begun.incrementAndGet();
              Instant due =
                  Instant.parse(
                      job.step(
                              "due",
                              () ->
                                  JsonObject.builder()
                                      .put("at", job.now().plusMillis(400).toString())
                                      .build())
                          .string("at")
                          .orElseThrow());
              job.progress(0.25);
              job.sleepUntil(due);
            });
    world.runner(1, type);
    UUID id = world.enqueue(type);
    JobsWorld.until(() -> begun.get() == 1 && steady(id));
    assertThat(world.job(id).state()).isEqualTo(JobState.RUNNING);
    assertThat(world.job(id).report().progress()).isEqualTo(0.25);
    assertThat(world.ended(id).state()).isEqualTo(JobState.DONE);
    assertThat(begun.get()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void cancel_endsWaitingRunningAndSleepingJobs_andNoEndedOne() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    JobsWorld.Type patient =
        new JobsWorld.Type(
            "patient",
            job -> {
              running.countDown();
              JobsWorld.until(job::cancelAsked);
              job.checkCancel();
            });
    JobsWorld.Type asleep =
        new JobsWorld.Type(
            "asleep",
            job -> {
              job.checkCancel();
              job.sleepUntil(job.now().plusSeconds(600));
            });
    UUID waiting = world.enqueue(new JobsWorld.Type("nobody's", _ -> {}));
    assertThat(await(world.queue.cancel(waiting))).isTrue();
    assertThat(world.job(waiting).state()).isEqualTo(JobState.CANCELLED);
    assertThat(await(world.queue.cancel(waiting))).isFalse();

    world.runner(2, patient, asleep);
    UUID busy = world.enqueue(patient);
    running.await();
    await(world.queue.cancel(busy));
    assertThat(world.ended(busy).state()).isEqualTo(JobState.CANCELLED);

    UUID sleeping = world.enqueue(asleep);
    JobsWorld.until(() -> steady(sleeping));
    await(world.queue.cancel(sleeping));
    assertThat(world.ended(sleeping).state()).isEqualTo(JobState.CANCELLED);
  }

  /// Asleep: it was claimed, and is claimed no more.
  private static boolean steady(UUID id) {
    return await(
            world.database.read(
                "SELECT epoch > 0 AND state = 'queued' FROM job WHERE id = $1",
                io.vertx.sqlclient.Tuple.of(id)))
        .iterator()
        .next()
        .getBoolean(0);
  }

  /// Fails in a way of its own and remembers that it was told.
  private record Failing(String name, RuntimeException how, AtomicInteger runs, AtomicInteger told)
      implements JobType {
    @Override
    public void run(JobContext job) {
      runs.incrementAndGet();
      throw how;
    }

    @Override
    public void failed(JobContext job, String reason) {
      told.incrementAndGet();
    }
  }

  @Test
  void failure_isToldRecordedAndFinal() {
    Failing type =
        new Failing(
            "hopeless",
            new JobFailed("the file is no log file, give another"),
            new AtomicInteger(),
            new AtomicInteger());
    world.runner(1, type);
    Job failed = world.ended(world.enqueue(type));
    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(failed.report().errors().elements())
        .containsExactly(
            JsonObject.builder().put("message", "the file is no log file, give another").build());
    assertThat(type.runs()).hasValue(1);
    assertThat(type.told()).hasValue(1);
  }

  @Test
  void unexpectedFailure_isTriedAgainAFewTimesOnly() {
    Failing type =
        new Failing(
            "buggy", new IllegalStateException("a bug"), new AtomicInteger(), new AtomicInteger());
    world.otherServer(type);
    UUID id = world.enqueue(type);
    JobsWorld.until(() -> type.runs().get() >= 2);
    // The pauses grow; what is left of them need not be waited for.
    JobsWorld.until(
        () -> {
          world.sql("UPDATE job SET due_at = now() WHERE id = $1 AND state = 'queued'", id);
          return world.job(id).state().ended();
        });
    assertThat(world.job(id).state()).isEqualTo(JobState.FAILED);
    assertThat(type.runs()).hasValue(5);
    assertThat(type.told()).hasValue(1);
    assertThat(world.job(id).report().errors().elements().toString()).doesNotContain("a bug");
  }

  @Test
  void closedRunner_givesItsJobsBackAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    JobsWorld.Type endless =
        new JobsWorld.Type(
            "handover",
            job -> {
              begun.countDown();
              job.await(() -> io.vertx.core.Promise.<Void>promise().future());
            });
    JobRunner first = world.runner(1, endless);
    UUID id = world.enqueue(endless);
    begun.await();
    first.close();
    assertThat(steady(id)).isTrue();
    world.otherServer(new JobsWorld.Type("handover", _ -> {}));
    assertThat(world.ended(id).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void singleton_isThereOnceUntilItEnds() {
    JobsWorld.Type type = new JobsWorld.Type("sweep", _ -> {});
    NewJob one = NewJob.of("sweep", JobsWorld.ACCOUNT, JsonObject.EMPTY).singleton("sweep of a");
    NewJob other = NewJob.of("sweep", JobsWorld.ACCOUNT, JsonObject.EMPTY).singleton("sweep of a");
    world.enqueue(one);
    boolean taken = !await(world.database.inTransaction(tx -> world.queue.enqueue(tx, other)));
    assertThat(taken).isTrue();
    world.otherServer(type);
    world.ended(one.id());
    assertThat(world.ended(world.enqueue(other)).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void rowThatNoServerMade_isNotRun() {
    AtomicInteger runs = new AtomicInteger();
    JobsWorld.Type type = new JobsWorld.Type("forged", _ -> runs.incrementAndGet());
    UUID id = world.enqueue(type);
    world.sql("UPDATE job SET account = '999999999999' WHERE id = $1", id);
    world.otherServer(type);
    Job refused = world.ended(id);
    assertThat(refused.state()).isEqualTo(JobState.FAILED);
    assertThat(refused.report().errors().elements()).hasSize(1);
    assertThat(runs).hasValue(0);
  }

  @Test
  void prune_forgetsOldEndedJobsOnly() {
    JobsWorld.Type type = new JobsWorld.Type("old", _ -> {});
    world.otherServer(type);
    UUID ended = world.enqueue(type);
    world.ended(ended);
    UUID waiting = world.enqueue(new JobsWorld.Type("waits", _ -> {}));
    world.sql("UPDATE job SET updated_at = now() - interval '40 days' WHERE id = $1", ended);
    world.sql("UPDATE job SET updated_at = now() - interval '40 days' WHERE id = $1", waiting);
    await(world.store.prune(Instant.now().minus(Duration.ofDays(30))));
    assertThat(await(world.store.job(ended))).isEqualTo(Optional.empty());
    assertThat(await(world.store.job(waiting))).isPresent();
  }
}
