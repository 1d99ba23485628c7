package io.keytrail.server;

import io.keytrail.server.ebs.EbsOperations;
import io.keytrail.server.iam.IamOperations;
import io.keytrail.server.imports.ImportOperations;
import io.keytrail.server.jobs.JobStore;
import io.keytrail.server.kms.KeyDeletion;
import io.keytrail.server.session.SessionOperations;
import io.keytrail.server.store.ChangeFeed;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.DatabaseRefused;
import io.keytrail.server.store.DurabilityCheck;
import io.keytrail.server.store.EventLogPartitions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server does from time to time. A task that fails is logged and comes round again; only
/// durability decides whether the server may answer at all ([Durability]).
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration JOBS_ARE_KEPT = Duration.ofDays(30);

  /// For so long a client is told that its session has ended, later that there was none.
  private static final Duration SESSION_MEMORY = Duration.ofDays(1);

  private final Vertx vertx;
  private final List<Long> timers = new ArrayList<>();
  private final Durability durability;

  private Housekeeping(Vertx vertx, Durability durability) {
    this.vertx = vertx;
    this.durability = durability;
  }

  /// Whether the database keeps what it acknowledges, by the last check.
  static final class Durability {
    private volatile Optional<String> complaint = Optional.empty();

    /// Why it does not; empty if it does.
    Optional<String> complaint() {
      return complaint;
    }
  }

  /// What it looks after.
  ///
  /// @param flushRefusals hands counted refusals of past minutes to the trail
  record Charges(
      Database database,
      ChangeFeed changes,
      KeyDeletion keyDeletion,
      EbsOperations ebs,
      JobStore jobs,
      SessionOperations sessions,
      IamOperations iam,
      ImportOperations imports,
      Supplier<Future<Void>> flushRefusals,
      InstantSource clock) {}

  static Housekeeping start(Vertx vertx, Charges charges, Durability state) {
    Housekeeping housekeeping = new Housekeeping(vertx, state);
    DurabilityCheck check = new DurabilityCheck(charges.database());
    EventLogPartitions partitions = new EventLogPartitions(charges.database(), charges.clock());
    housekeeping.every(MINUTE, "durability check", () -> housekeeping.judge(check));
    housekeeping.every(
        MINUTE,
        "deletion of due keys",
        () -> charges.keyDeletion().sweep(charges.clock().instant()).mapEmpty());
    housekeeping.now("settling of volumes", () -> charges.ebs().tidy(now(charges), true));
    housekeeping.every(
        TEN_SECONDS, "settling of volumes", () -> charges.ebs().tidy(now(charges), false));
    housekeeping.now("deletion of imported files", charges.imports()::tidy);
    housekeeping.every(HOUR, "deletion of imported files", charges.imports()::tidy);
    housekeeping.every(MINUTE, "recording of refusals", charges.flushRefusals());
    housekeeping.every(
        HOUR,
        "removal of ended role sessions",
        () ->
            charges
                .iam()
                .deleteSessionsEnded(charges.clock().instant().minus(SESSION_MEMORY))
                .mapEmpty());
    housekeeping.every(HOUR, "event log partitions", () -> partitions.ensure().mapEmpty());
    housekeeping.every(
        HOUR,
        "forgetting of ended sessions",
        () -> charges.sessions().prune(charges.clock().instant()).mapEmpty());
    housekeeping.every(HOUR, "pruning of the change feed", charges.changes()::prune);
    housekeeping.every(
        HOUR,
        "pruning of ended jobs",
        () -> charges.jobs().prune(charges.clock().instant().minus(JOBS_ARE_KEPT)).mapEmpty());
    return housekeeping;
  }

  private static Instant now(Charges charges) {
    return charges.clock().instant();
  }

  private void every(Duration interval, String name, Supplier<Future<Void>> task) {
    timers.add(vertx.setPeriodic(interval.toMillis(), _ -> attempt(name, task)));
  }

  /// Once, soon after the start.
  private void now(String name, Supplier<Future<Void>> task) {
    vertx.runOnContext(_ -> attempt(name, task));
  }

  private static void attempt(String name, Supplier<Future<Void>> task) {
    task.get().onFailure(failure -> LOG.warn("the {} failed", name, failure));
  }

  /// A database that cannot be asked just now is another matter: it makes calls fail by itself.
  private Future<Void> judge(DurabilityCheck check) {
    return check
        .verify()
        .onSuccess(_ -> durability.complaint = Optional.empty())
        .onFailure(
            failure -> {
              if (failure instanceof DatabaseRefused) {
                durability.complaint = Optional.of(String.valueOf(failure.getMessage()));
              }
            });
  }

  @Override
  public void close() {
    timers.forEach(vertx::cancelTimer);
  }
}
