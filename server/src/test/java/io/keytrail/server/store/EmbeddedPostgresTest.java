package io.keytrail.server.store;

import static io.keytrail.server.store.TestPostgres.await;
import static io.keytrail.server.store.TestPostgres.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Starts and ends of PostgreSQL on a data folder of its own, killed in every way.
@Timeout(120)
class EmbeddedPostgresTest {
  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  @TempDir private Path folder;

  @BeforeEach
  void lendPrograms() throws IOException {
    TestPostgres.lendPrograms(folder);
  }

  @AfterEach
  void close() throws IOException {
    TestPostgres.takeBackPrograms(folder);
    await(vertx.close());
  }

  @Test
  void data_outlivesAStop_andTheFolderIsTheOwnersOnly() throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres first = EmbeddedPostgres.start(data, random)) {
      remember(first, 1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("pg-password"))))
          .isEqualTo("rw-------");
      await(new DurabilityCheck(open(first)).verify());
    }
    assertThat(Files.exists(data.resolve("pg/postmaster.pid"))).isFalse();
    try (EmbeddedPostgres second = EmbeddedPostgres.start(data, random)) {
      assertThat(remembered(second)).isEqualTo(1);
    }
  }

  @Test
  void secondServerOnTheFolder_isRefused() throws Exception {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, random)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder, random))
          .isInstanceOf(DatabaseRefused.class)
          .hasMessage("another server is using the data folder `" + folder + "`");
      remember(first, 1);
    }
  }

  @Test
  void postmasterThatIsKilled_isStartedAgain_withEverythingAcknowledged() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      remember(postgres, 1);
      long killed = postgres.pid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      Database database = open(postgres);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (postgres.pid() == killed || !answers(database)) {
        assertThat(System.nanoTime() - deadline).isNegative();
      }
      assertThat(remembered(postgres)).isEqualTo(1);
    }
  }

  @Test
  void orphanOfAKilledServer_isStopped_andItsDataIsThere() throws Exception {
    long orphan = startAndAbandon();
    assertThat(ProcessHandle.of(orphan).orElseThrow().isAlive()).isTrue();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false)).isFalse();
      assertThat(remembered(postgres)).isEqualTo(1);
    }
  }

  @Test
  void orphanThatIsKilledToo_leavesAStalePidFile_thatIsPassedOver() throws Exception {
    long orphan = startAndAbandon();
    ProcessHandle handle = ProcessHandle.of(orphan).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().get(10, TimeUnit.SECONDS);
    assertThat(Files.exists(folder.resolve("pg/postmaster.pid"))).isTrue();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      assertThat(remembered(postgres)).isEqualTo(1);
    }
  }

  @Test
  void pidFileWhoseNumberIsAnotherProgramsByNow_isPassedOver() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      remember(postgres, 1);
    }
    long other = ProcessHandle.current().pid();
    Files.write(
        folder.resolve("pg/postmaster.pid"),
        List.of(Long.toString(other), folder.resolve("pg").toString(), "0", "1", "", "", ""));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      assertThat(remembered(postgres)).isEqualTo(1);
    }
  }

  @Test
  void crashInTheMiddleOfUnpackingOrInitialising_isStartedOver() throws Exception {
    Files.createDirectories(folder.resolve("pg.new/base"));
    Files.writeString(folder.resolve("pg.new/PG_VERSION"), "18");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      remember(postgres, 1);
    }
  }

  @Test
  void databaseOfAnotherMajorRelease_isRefused() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      remember(postgres, 1);
    }
    Files.writeString(folder.resolve("pg/PG_VERSION"), "17\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(folder, random))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("is of PostgreSQL 17, this server brings 18");
  }

  @Test
  void lostPassword_isRefused_andTheDataStays() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      remember(postgres, 1);
    }
    Path kept = Files.move(folder.resolve("pg-password"), folder.resolve("kept"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(folder, random))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageStartingWith("`" + folder.resolve("pg-password") + "` is missing");
    Files.move(kept, folder.resolve("pg-password"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random)) {
      assertThat(remembered(postgres)).isEqualTo(1);
    }
  }

  @Test
  void databaseThatIsNotDurable_isRefused_withEverySettingNamed() throws Exception {
    EmbeddedPostgres.Options careless =
        new EmbeddedPostgres.Options(
            RunAs.detect(),
            Map.of("synchronous_commit", "off", "fsync", "off", "full_page_writes", "off"));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random, careless)) {
      assertThat(failureOf(new DurabilityCheck(open(postgres)).verify()))
          .isInstanceOf(DatabaseRefused.class)
          .hasMessage(
              "the database cannot be relied on: `fsync` is `off`, expected `on`; "
                  + "`synchronous_commit` is `off`, expected `on`; "
                  + "`full_page_writes` is `off`, expected `on`");
    }
  }

  @Test
  void rootWithoutNamespaces_runsItAsAnotherUser_whereThatUserGetsIn() throws Exception {
    RunAs.OtherUser nobody = asRoot();
    // Under the build folder: the way to a temporary folder is closed to others.
    Path open = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "other-user");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx--x--x"));
    assumeWay(nobody, open);
    EmbeddedPostgres.Options options = new EmbeddedPostgres.Options(nobody, Map.of());
    try {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(open, random, options)) {
        remember(postgres, 1);
        assertThat(Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid"))
            .isEqualTo(nobody.uid());
      }
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(open, random, options)) {
        assertThat(remembered(postgres)).isEqualTo(1);
      }
    } finally {
      Folders.delete(open);
    }
  }

  @Test
  void rootWithoutNamespaces_isTold_whichFolderIsClosedToTheOtherUser() throws Exception {
    RunAs.OtherUser nobody = asRoot();
    Path closed = folder.toRealPath().resolve("closed");
    Files.createDirectory(closed);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(
            () ->
                EmbeddedPostgres.start(
                    closed, random, new EmbeddedPostgres.Options(nobody, Map.of())))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessage(
            "PostgreSQL refuses to run as root and user namespaces are not available, so it runs as"
                + " user 65534, who cannot traverse `"
                + closed
                + "`; run `chmod o+x` on it, or start Keytrail as another user than root");
  }

  private static RunAs.OtherUser asRoot() throws IOException, InterruptedException {
    Assumptions.assumeFalse(
        RunAs.detect() instanceof RunAs.Ourselves, "only root becomes another user");
    return new RunAs.OtherUser(65534);
  }

  private static void assumeWay(RunAs.OtherUser user, Path path) throws IOException {
    try {
      user.requireWay(path);
    } catch (DatabaseRefused closed) {
      Assumptions.abort("the checkout is closed to other users");
    }
  }

  /// Starts PostgreSQL as a server would that is then killed: its lock is gone and nobody watches.
  private long startAndAbandon() throws IOException, InterruptedException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, random);
    remember(postgres, 1);
    return postgres.abandon();
  }

  private Database open(EmbeddedPostgres postgres) {
    return Database.open(vertx, postgres.url(), Database.Limits.standard());
  }

  private static boolean answers(Database database) {
    return await(database.read("SELECT 1", Tuple.tuple()).map(true).otherwise(false));
  }

  private void remember(EmbeddedPostgres postgres, int number) {
    Database database = open(postgres);
    await(database.write("CREATE TABLE IF NOT EXISTS memory (n integer)", Tuple.tuple()));
    await(database.write("INSERT INTO memory VALUES ($1)", Tuple.of(number)));
    await(database.close());
  }

  private int remembered(EmbeddedPostgres postgres) {
    Database database = open(postgres);
    int number =
        await(database.read("SELECT max(n) FROM memory", Tuple.tuple()))
            .iterator()
            .next()
            .getInteger(0);
    await(database.close());
    return number;
  }
}
