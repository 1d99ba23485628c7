package io.keytrail.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.server.bench.ServerProcess;
import io.keytrail.server.store.Database;
import io.keytrail.server.store.TestPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;

/// How a server process ends, and what it makes of its PostgreSQL ending, both under load.
@Timeout(180)
final class ServerEndsTest {
  private static final Duration SIGTERM_LIMIT = Duration.ofSeconds(10);
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(5);
  private static final int WORKERS = 8;
  private static final int CALLS = 400;
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  /// Four first starts need not unpack PostgreSQL four times.
  @BeforeEach
  void lendPrograms() throws IOException {
    TestPostgres.lendPrograms(Files.createDirectories(folder.resolve("data")));
  }

  @Test
  void sigterm_underLoad_exitsWithZero_losesNothing_andTakesPostgresAlong() throws Exception {
    Path data = folder.resolve("data");
    EmbeddedCluster cluster = new EmbeddedCluster(data);
    try (KmsLoad load = new KmsLoad(WORKERS, 1);
        ServerProcess server = ServerProcess.startUnbuilt(data, Map.of())) {
      ProcessHandle postmaster = cluster.postmaster().orElseThrow();
      try (KmsClient kms = Clients.kms(server.uri(), Clients.root(server))) {
        load.start(kms);
        assertThat(load.acknowledged().await(CALLS, PATIENCE_SECONDS)).isTrue();
        assertThat(server.terminate(SIGTERM_LIMIT)).hasValue(0);
        load.stop();
      }
      assertThat(postmaster.isAlive()).isFalse();
      assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
      try (ServerProcess again = ServerProcess.startUnbuilt(data, Map.of())) {
        assertNothingLost(again, cluster, load);
      }
    }
  }

  @Test
  void sigterm_ofAnIdleServer_exitsWithZero() throws Exception {
    Path data = folder.resolve("data");
    try (ServerProcess server = ServerProcess.startUnbuilt(data, Map.of())) {
      assertThat(server.terminate(SIGTERM_LIMIT)).hasValue(0);
    }
    assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
  }

  /// A log that warns at every start is read by nobody.
  @Test
  void serverThatStartsAgain_warnsOfNothing() throws Exception {
    Path data = folder.resolve("data");
    for (int start = 0; start < 2; start++) {
      try (ServerProcess server = ServerProcess.startUnbuilt(data, Map.of())) {
        assertThat(server.terminate(SIGTERM_LIMIT)).hasValue(0);
      }
    }
    assertThat(Files.readString(folder.resolve("server.log"))).doesNotContain("WARN");
  }

  @Test
  void postgresThatIsRestarted_underLoad_isBackWithinFiveSeconds_andNothingIsLost()
      throws Exception {
    Path data = folder.resolve("data");
    EmbeddedCluster cluster = new EmbeddedCluster(data);
    try (KmsLoad load = new KmsLoad(WORKERS, 2);
        ServerProcess server = ServerProcess.startUnbuilt(data, Map.of());
        KmsClient kms = Clients.kms(server.uri(), Clients.root(server))) {
      load.start(kms);
      assertThat(load.acknowledged().await(CALLS, PATIENCE_SECONDS)).isTrue();
      cluster.stopFast();
      long stopped = System.nanoTime();
      assertThat(load.acknowledged().await(1, PATIENCE_SECONDS)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(RECOVERY_LIMIT);
      assertThat(load.acknowledged().await(CALLS, PATIENCE_SECONDS)).isTrue();
      load.stop();
      assertNothingLost(server, cluster, load);
    }
  }

  @Test
  void secondServer_onTheSameFolder_isRefusedInWords_andTheFirstGoesOn() throws Exception {
    Path data = folder.resolve("data");
    try (ServerProcess server = ServerProcess.startUnbuilt(data, Map.of());
        KmsClient kms = Clients.kms(server.uri(), Clients.root(server))) {
      assertThatThrownBy(() -> ServerProcess.startUnbuilt(data, Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("keytrail: another server is using the data folder `" + data + "`");
      assertThat(kms.createKey().keyMetadata().keyId()).isNotEmpty();
      assertThat(Files.readString(data.resolveSibling("server.log"))).doesNotContain("\tat ");
    }
  }

  private static void assertNothingLost(ServerProcess server, EmbeddedCluster cluster, KmsLoad load)
      throws Exception {
    Vertx vertx = Vertx.vertx();
    Database database = cluster.open(vertx);
    try (KmsClient kms = Clients.kms(server.uri(), Clients.root(server))) {
      AcknowledgedCalls.Verdict stored = load.acknowledged().compare(Trail.byRows(database));
      assertThat(stored)
          .isEqualTo(
              new AcknowledgedCalls.Verdict(
                  load.acknowledged().count(), List.of(), List.of(), List.of()));
      assertThat(load.verify(kms)).isPositive();
    } finally {
      TestPostgres.await(database.close());
      TestPostgres.await(vertx.close());
    }
  }
}
