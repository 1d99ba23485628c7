package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.server.bench.ServerProcess;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;

/// kill -9 of the server, of PostgreSQL, and of both, under load, again and again on one data
/// folder: what clients were told is there, once; every ciphertext opens.
///
/// `-Dkeytrail.kill.rounds=N` sets the number of rounds, `-Dkeytrail.nightly=true` makes it 30,
/// `-Dseed=` repeats a run (but for what the machine adds). That this can see loss is shown by
/// [io.keytrail.server.store.LossyPostgresTest].
final class KillRoundsTest {
  private static final int ROUNDS =
      Integer.getInteger("keytrail.kill.rounds", Boolean.getBoolean("keytrail.nightly") ? 30 : 6);
  private static final int WORKERS = 12;
  private static final int MIN_CALLS = 200;
  private static final int MAX_CALLS = 700;
  private static final long PATIENCE_SECONDS = 60;

  /// A dead server's PostgreSQL is stopped, recovered and started; then the server is.
  private static final Duration RESTART = Duration.ofSeconds(30);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final List<Duration> restarts = new ArrayList<>();
  private final List<Duration> recoveries = new ArrayList<>();

  private enum Victim {
    SERVER,
    POSTGRES,
    BOTH
  }

  @Test
  @Timeout(1800)
  void everythingAcknowledged_outlivesKills(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    EmbeddedCluster cluster = new EmbeddedCluster(data);
    ServerProcess server = ServerProcess.startUnbuilt(data, Map.of());
    try (KmsLoad load = new KmsLoad(WORKERS, seed)) {
      for (int round = 0; round < ROUNDS; round++) {
        Victim victim = Victim.values()[round % Victim.values().length];
        try (KmsClient kms = Clients.kms(server.uri(), Clients.root(server))) {
          load.start(kms);
          calls(load);
          strike(victim, server, cluster, load);
          load.stop();
        }
        if (victim != Victim.POSTGRES) {
          server = restarted(data);
        }
      }
      verify(server, cluster, load);
    } finally {
      server.close();
      cluster.postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /// Lets a random number of calls be answered.
  private void calls(KmsLoad load) throws InterruptedException {
    int calls = random.nextInt(MIN_CALLS, MAX_CALLS);
    assertThat(load.acknowledged().await(calls, PATIENCE_SECONDS))
        .as("%d calls answered (seed %d)", calls, seed)
        .isTrue();
  }

  private void strike(Victim victim, ServerProcess server, EmbeddedCluster cluster, KmsLoad load)
      throws Exception {
    switch (victim) {
      case SERVER -> {
        server.kill();
        assertThat(cluster.postmaster()).as("PostgreSQL is orphaned").isPresent();
      }
      case POSTGRES -> {
        long killed = System.nanoTime();
        cluster.kill();
        assertThat(load.acknowledged().await(1, PATIENCE_SECONDS))
            .as("the server recovers")
            .isTrue();
        recoveries.add(Duration.ofNanos(System.nanoTime() - killed));
        calls(load);
      }
      case BOTH -> {
        server.kill();
        cluster.kill();
      }
    }
  }

  private ServerProcess restarted(Path data) throws Exception {
    ServerProcess server = ServerProcess.startUnbuilt(data, Map.of());
    restarts.add(server.startTime());
    assertThat(server.startTime()).isLessThan(RESTART);
    return server;
  }

  private void verify(ServerProcess server, EmbeddedCluster cluster, KmsLoad load)
      throws Exception {
    AcknowledgedCalls.Verdict found =
        load.acknowledged()
            .compare(Trail.byApi(server.uri(), server.data(), load.acknowledged().latest()));
    AcknowledgedCalls.Verdict stored = load.acknowledged().compare(rows(cluster));
    int opened;
    try (KmsClient kms = Clients.kms(server.uri(), Clients.root(server))) {
      opened = load.verify(kms);
    }
    System.out.printf(
        "kill rounds: %d (seed %d)%n  by API:  %s%n  by rows: %s%n  ciphertexts opened: %,d; acknowledged changes"
            + " found: %,d%n  slowest start after a kill: %,d ms; slowest recovery from a killed PostgreSQL: %,d ms%n",
        ROUNDS,
        seed,
        found,
        stored,
        opened,
        load.changes(),
        slowest(restarts),
        slowest(recoveries));
    for (AcknowledgedCalls.Verdict verdict : List.of(found, stored)) {
      assertThat(verdict.lost()).as("lost (seed %d)", seed).isEmpty();
      assertThat(verdict.duplicated()).as("duplicated (seed %d)", seed).isEmpty();
      assertThat(verdict.misplaced()).as("misplaced (seed %d)", seed).isEmpty();
    }
    assertThat(opened).isPositive();
  }

  private static Map<String, List<Long>> rows(EmbeddedCluster cluster) throws Exception {
    Vertx vertx = Vertx.vertx();
    Database database = cluster.open(vertx);
    try {
      return Trail.byRows(database);
    } finally {
      TestPostgres.await(database.close());
      TestPostgres.await(vertx.close());
    }
  }

  private static long slowest(List<Duration> times) {
    return times.stream().mapToLong(Duration::toMillis).max().orElse(0);
  }
}
