package io.keytrail.server.jobs;

import io.keytrail.server.invoke.Transactions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims jobs that are due and runs them, a few at once, each on a virtual thread. Hears at once
/// of what is enqueued on this server, and asks for the rest.
public final class JobRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobContext.Parts parts;
  private final Map<String, JobType> types;
  private final List<JobType> limited;
  private final Set<String> unlimited;
  private final Settings settings;
  private final UUID server = UUID.randomUUID();
  private final Semaphore bell = new Semaphore(0);
  private final Map<UUID, Running> running = new ConcurrentHashMap<>();
  private final Thread claimer;
  private volatile boolean closed;

  private record Running(JobRun run, Thread thread) {}

  /// @param atOnce how many jobs run at the same time
  /// @param lease how long a claim lasts without being extended
  /// @param poll how often to ask for jobs of which nobody told
  public record Settings(int atOnce, Duration lease, Duration poll) {
    public static Settings standard() {
      return new Settings(8, Duration.ofSeconds(10), Duration.ofSeconds(1));
    }
  }

  /// What a runner needs.
  ///
  /// @param alone whether this is the only server on its database: then claims from before its
  ///     start are nobody's
  public record Dependencies(
      Vertx vertx,
      JobStore store,
      JobQueue queue,
      Transactions transactions,
      InstantSource clock,
      boolean alone) {}

  private JobRunner(Dependencies needs, List<JobType> types, Settings settings) {
    this.parts =
        new JobContext.Parts(needs.vertx(), needs.store(), needs.transactions(), needs.clock());
    this.types =
        types.stream().collect(Collectors.toUnmodifiableMap(JobType::name, Function.identity()));
    this.limited = types.stream().filter(type -> type.atOnce() < settings.atOnce()).toList();
    this.unlimited =
        types.stream()
            .filter(type -> type.atOnce() >= settings.atOnce())
            .map(JobType::name)
            .collect(Collectors.toUnmodifiableSet());
    this.settings = settings;
    this.claimer =
        Thread.ofVirtual()
            .name("keytrail-jobs")
            .unstarted(
                () -> {
                  if (needs.alone()) {
                    releaseAll();
                  }
                  claimUntilClosed();
                });
  }

  public static JobRunner start(Dependencies needs, List<JobType> types, Settings settings) {
    JobRunner runner = new JobRunner(needs, types, settings);
    needs.queue().onNews(runner::heard);
    runner.claimer.start();
    return runner;
  }

  private void heard(Optional<UUID> cancelled) {
    cancelled
        .map(running::get)
        .ifPresent(
            job -> {
              job.run().claim().askCancel();
            });
    bell.release();
  }

  private void releaseAll() {
    try {
      int released = Waiting.on(parts.store().releaseAll(), PATIENCE);
      if (released > 0) {
        LOG.info("{} jobs go on after the last server's end", released);
      }
    } catch (RuntimeException failure) {
      LOG.warn("claims of the last server run out by themselves", failure);
    }
  }

  private void claimUntilClosed() {
    while (!closed) {
      Duration pause = settings.poll();
      try {
        pause = claim();
      } catch (JobSignal.Stopped _) {
        return;
      } catch (RuntimeException failure) {
        LOG.warn("jobs could not be claimed: {}", failure.toString());
      }
      if (!rest(pause)) {
        return;
      }
    }
  }

  /// @return how long there is nothing to do
  private Duration claim() {
    Duration pause = claim(unlimited, Integer.MAX_VALUE);
    for (JobType type : limited) {
      long already = running.values().stream().filter(job -> job.run().isOf(type)).count();
      Duration next = claim(Set.of(type.name()), type.atOnce() - already);
      pause = next.compareTo(pause) < 0 ? next : pause;
    }
    return pause;
  }

  /// @param most of these types
  private Duration claim(Set<String> names, long most) {
    int free = (int) Math.min(most, settings.atOnce() - running.size());
    if (free <= 0 || names.isEmpty()) {
      return settings.poll();
    }
    long asked = System.nanoTime();
    JobStore.Claims claims =
        Waiting.on(parts.store().claim(server, names, free, settings.lease()), PATIENCE);
    for (JobStore.Claimed job : claims.jobs()) {
      start(job, asked);
    }
    // Where the room is used up, the end of one rings the bell.
    return claims
        .nextDue()
        .filter(due -> due.compareTo(settings.poll()) < 0 && claims.jobs().size() < free)
        .orElse(settings.poll());
  }

  private void start(JobStore.Claimed job, long askedNanos) {
    JobType type = types.get(job.type());
    if (type == null) {
      throw new IllegalStateException("claimed a job of type " + job.type());
    }
    JobClaim claim = new JobClaim(parts.vertx(), parts.store(), job, settings.lease(), askedNanos);
    JobRun run = new JobRun(parts, type, job, claim);
    UUID id = job.claim().job();
    Thread thread =
        Thread.ofVirtual()
            .name("keytrail-job-" + id)
            .unstarted(
                () -> {
                  try {
                    run.run();
                  } finally {
                    running.remove(id);
                    bell.release();
                  }
                });
    running.put(id, new Running(run, thread));
    thread.start();
  }

  /// @return false once the runner was closed
  private boolean rest(Duration pause) {
    try {
      // At least a millisecond, so that a job due by another clock does not make this spin.
      if (bell.tryAcquire(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS)) {
        bell.drainPermits();
      }
      return !closed;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /// Claims nothing more, stops what runs and gives it back, so that another server goes on at
  /// once. Returns within seconds.
  @Override
  public void close() {
    closed = true;
    claimer.interrupt();
    List<Thread> threads = running.values().stream().map(Running::thread).toList();
    threads.forEach(Thread::interrupt);
    try {
      long until = System.nanoTime() + CLOSE_PATIENCE.toNanos();
      claimer.join(CLOSE_PATIENCE);
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
