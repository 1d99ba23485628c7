package io.keytrail.server.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL of our own: programs from the class path, data in `DATA/pg`, on a free loopback
/// port, durable, opened by a password that only the data folder's owner can read. Where it dies it
/// is started again on the same port, so that pools find it.
///
/// Blocking; `start` takes half a second, two to three at the very first time. Ends within 10 s.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long RETRY_MILLIS = 300;
  private static final int ATTEMPTS = 10;
  private static final long LOG_BYTES = 8L * 1024 * 1024;

  private final DataFolderLock lock;
  private final PostgresPrograms programs;
  private final Postmaster.Start start;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread supervisor;
  // guarded by this
  private @Nullable Postmaster running;

  private EmbeddedPostgres(
      DataFolderLock lock, PostgresPrograms programs, Postmaster.Start start, Postmaster running) {
    this.lock = lock;
    this.programs = programs;
    this.start = start;
    this.running = running;
    this.supervisor =
        Thread.ofPlatform().daemon().name("postgres-supervisor").start(this::supervise);
  }

  /// Starts it on `data`, which is made (0700) where it is missing. An orphan of a killed server is
  /// stopped first.
  ///
  /// @throws DatabaseRefused where this cannot work, with a text for the operator
  /// @throws IOException where it did not work, naming the log to read
  public static EmbeddedPostgres start(Path data, SecureRandom random)
      throws IOException, InterruptedException {
    return start(data, random, new Options(RunAs.detect(), Map.of()));
  }

  /// What only tests choose.
  ///
  /// @param settings stronger than ours, for instance those of a database that is not durable
  record Options(RunAs runAs, Map<String, String> settings) {}

  static EmbeddedPostgres start(Path data, SecureRandom random, Options options)
      throws IOException, InterruptedException {
    Path folder = data.toAbsolutePath().normalize();
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (options.runAs() instanceof RunAs.OtherUser otherUser) {
      otherUser.requireWay(folder);
    }
    DataFolderLock lock = DataFolderLock.take(folder);
    try {
      PostgresPrograms programs =
          new PostgresPrograms(PostgresBinaries.unpackInto(folder), options.runAs());
      Cluster cluster = Cluster.openOrCreate(folder, programs, random);
      Path log = folder.resolve("postgres.log");
      if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
        Files.delete(log);
      }
      return startOn(lock, programs, new Postmaster.Start(cluster, 0, options.settings(), log));
    } catch (IOException | InterruptedException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  /// Where it is.
  public DatabaseUrl url() {
    return start.cluster().url(start.port());
  }

  /// The postmaster's process, while one runs; for tests that kill it.
  synchronized long pid() {
    return running == null ? -1 : running.pid();
  }

  /// Where the programs are.
  Path programs() {
    return programs.folder();
  }

  /// Leaves it running and forgets it, as the kernel does with a server that is killed; for tests.
  long abandon() throws IOException, InterruptedException {
    long orphan = pid();
    leave();
    lock.close();
    return orphan;
  }

  /// Ends it, within 10 s. Idempotent.
  @Override
  public void close() throws IOException, InterruptedException {
    leave();
    Postmaster last;
    synchronized (this) {
      last = running;
      running = null;
    }
    if (last != null) {
      last.stop();
    }
    lock.close();
  }

  /// Afterwards nobody watches, and nothing is started any more.
  private void leave() throws InterruptedException {
    closing.countDown();
    supervisor.interrupt();
    supervisor.join();
  }

  /// The port was free a moment ago, and what a killed postmaster left behind needs a moment to
  /// end: both are met by trying again.
  private static EmbeddedPostgres startOn(
      DataFolderLock lock, PostgresPrograms programs, Postmaster.Start start)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Orphans.clear(start.cluster().folder(), programs);
      Postmaster.Start onPort =
          new Postmaster.Start(start.cluster(), freePort(), start.settings(), start.log());
      try {
        Postmaster postmaster = Postmaster.start(programs, onPort, PATIENCE);
        return new EmbeddedPostgres(lock, programs, onPort, postmaster);
      } catch (IOException failed) {
        if (attempt == ATTEMPTS) {
          throw failed;
        }
        LockSupport.parkNanos(RETRY_MILLIS * 1_000_000);
      }
    }
  }

  private void supervise() {
    try {
      while (true) {
        Postmaster watched;
        synchronized (this) {
          watched = running;
        }
        if (watched == null) {
          return;
        }
        int exit = watched.awaitEnd();
        if (closing.getCount() == 0) {
          return;
        }
        LOG.error("PostgreSQL ended by itself with exit code {}, starting it again", exit);
        synchronized (this) {
          running = null;
        }
        restart();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void restart() throws InterruptedException {
    do {
      try {
        Orphans.clear(start.cluster().folder(), programs);
        Postmaster again = Postmaster.start(programs, start, PATIENCE);
        synchronized (this) {
          running = again;
        }
        LOG.info("PostgreSQL runs again");
        return;
      } catch (IOException | RuntimeException failed) {
        LOG.error("PostgreSQL did not start again, trying once more", failed);
      }
    } while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
