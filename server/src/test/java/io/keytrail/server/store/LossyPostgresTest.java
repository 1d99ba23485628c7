package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.event.ZstdDictionaries;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.e2e.AcknowledgedCalls;
import io.keytrail.server.e2e.TestServer;
import io.keytrail.server.e2e.Trail;
import io.keytrail.server.invoke.Event;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The kill rounds' negative control: on a PostgreSQL that acknowledges what it has not written,
/// the same checker sees loss; on a durable one, killed in the same way, none. (`fsync=off` would
/// show nothing: a kill leaves the kernel's cache alone, and what a power cut does is not tested
/// here.)
@Timeout(180)
final class LossyPostgresTest {
  private static final int ROUNDS = 10;
  private static final int WRITERS = 16;
  private static final int EVENTS = 2_000;

  private static final Map<String, String> CARELESS = Map.of("synchronous_commit", "off");

  private final Vertx vertx = Vertx.vertx();
  private final AcknowledgedCalls acknowledged = new AcknowledgedCalls();
  @TempDir private Path folder;

  @BeforeEach
  void lendPrograms() throws Exception {
    TestPostgres.lendPrograms(folder);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void postgresWithoutSynchronousCommit_losesWhatWasAcknowledged_andTheCheckerSeesIt()
      throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            folder, new SecureRandom(), new EmbeddedPostgres.Options(RunAs.detect(), CARELESS))) {
      Database database = prepared(postgres);
      int lost = 0;
      int rounds = 0;
      while (lost == 0 && rounds < ROUNDS) {
        rounds++;
        writeAndKill(postgres, database);
        lost = acknowledged.compare(Trail.byRows(database)).lost().size();
      }
      System.out.printf(
          "negative control (synchronous_commit=off): %d rounds, %,d acknowledged, %,d lost%n",
          rounds, acknowledged.count(), lost);
      assertThat(lost).isPositive();
      await(database.close());
    }
  }

  @Test
  void durablePostgres_losesNothing() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, new SecureRandom())) {
      Database database = prepared(postgres);
      writeAndKill(postgres, database);
      assertThat(acknowledged.compare(Trail.byRows(database)))
          .isEqualTo(
              new AcknowledgedCalls.Verdict(acknowledged.count(), List.of(), List.of(), List.of()));
      await(database.close());
    }
  }

  @Test
  void server_refusesToServeOnIt() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            folder, new SecureRandom(), new EmbeddedPostgres.Options(RunAs.detect(), CARELESS))) {
      assertThatThrownBy(() -> TestServer.on(postgres.url(), Optional.empty()))
          .isInstanceOf(DatabaseRefused.class)
          .hasMessage(
              "the database cannot be relied on: `synchronous_commit` is `off`, expected `on`");
    }
  }

  /// As the server would, but for the question whether the database is durable.
  private Database prepared(EmbeddedPostgres postgres) {
    Database database = Database.open(vertx, postgres.url(), Database.Limits.standard());
    await(new Migrations(database).run());
    await(new EventLogPartitions(database, InstantSource.system()).ensure());
    return database;
  }

  /// Kills PostgreSQL while events are being appended, and returns when it runs again.
  private void writeAndKill(EmbeddedPostgres postgres, Database database) throws Exception {
    PgEventLog log = new PgEventLog(database, ZstdDictionaries.builtIn(), Optional::empty);
    for (int i = 0; i < WRITERS; i++) {
      appendUntilItFails(log);
    }
    assertThat(acknowledged.await(EVENTS, 60)).isTrue();
    ProcessHandle postmaster = ProcessHandle.of(postgres.pid()).orElseThrow();
    List<ProcessHandle> children = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    var _ = postmaster.onExit().get(30, TimeUnit.SECONDS);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (postgres.pid() == postmaster.pid() || !answers(database)) {
      assertThat(System.nanoTime() - deadline).isNegative();
    }
  }

  private void appendUntilItFails(PgEventLog log) {
    String requestId = UUID.randomUUID().toString();
    Event event =
        new Event(JsonObject.builder().put("requestID", requestId).build(), Optional.empty());
    log.append(List.of(event))
        .onSuccess(
            seq -> {
              acknowledged.add(requestId, seq);
              appendUntilItFails(log);
            });
  }

  private static boolean answers(Database database) {
    return await(database.read("SELECT 1", Tuple.tuple()).map(true).otherwise(false));
  }
}
