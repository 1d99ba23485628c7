package io.keytrail.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One run of `postgres` on a [Cluster], started by us. Blocking.
final class Postmaster {
  private static final long FAST_STOP_SECONDS = 7;
  private static final long QUICK_STOP_SECONDS = 1;
  private static final Duration POLL = Duration.ofMillis(15);
  private static final int PID_LINE = 0;
  private static final int STATUS_LINE = 7;

  private final PostgresPrograms programs;
  private final Process process;

  private Postmaster(PostgresPrograms programs, Process process) {
    this.programs = programs;
    this.process = process;
  }

  /// What to start.
  ///
  /// @param settings beyond [PostgresSettings], and stronger
  record Start(Cluster cluster, int port, Map<String, String> settings, Path log) {}

  /// Starts it and waits until it takes connections.
  ///
  /// @throws IOException where it ended, or was not ready in time; it does not run then
  static Postmaster start(PostgresPrograms programs, Start start, Duration patience)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("-D");
    arguments.add(start.cluster.folder().toString());
    arguments.addAll(PostgresSettings.arguments(start.port, start.settings));
    Process process = programs.start(arguments, start.log);
    Postmaster postmaster = new Postmaster(programs, process);
    try {
      postmaster.awaitReady(start, patience);
      return postmaster;
    } catch (InterruptedException givenUp) {
      process.destroyForcibly();
      throw givenUp;
    }
  }

  private void awaitReady(Start start, Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isReady(start.cluster.folder(), process.pid())) {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("PostgreSQL ended before it was ready, see `" + start.log + "`");
      }
      if (System.nanoTime() - deadline > 0) {
        stop();
        throw new IOException(
            "PostgreSQL was not ready within "
                + patience.toSeconds()
                + " s, see `"
                + start.log
                + "`");
      }
    }
  }

  /// Waits until it ended, for whatever reason.
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /// Ends it within 9 s: sessions are cut off and everything is written out; where that takes too
  /// long, the next start recovers from the log.
  void stop() throws InterruptedException {
    signal(programs, "INT", process.pid());
    if (!process.waitFor(FAST_STOP_SECONDS, TimeUnit.SECONDS)) {
      signal(programs, "QUIT", process.pid());
      if (!process.waitFor(QUICK_STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
    }
  }

  /// `pg_ctl` sends the signal, because Java knows only two.
  static void signal(PostgresPrograms programs, String signal, long pid)
      throws InterruptedException {
    try {
      programs.run("pg_ctl", List.of("kill", signal, Long.toString(pid)));
    } catch (IOException alreadyGone) {
      // Whoever signals waits for the end anyway, and sees it.
    }
  }

  /// PostgreSQL's own word, in the eighth line of its pid file.
  private static boolean isReady(Path folder, long pid) throws IOException {
    List<String> lines = pidFile(folder);
    return lines.size() > STATUS_LINE
        && lines.get(PID_LINE).equals(Long.toString(pid))
        && lines.get(STATUS_LINE).startsWith("ready");
  }

  static List<String> pidFile(Path folder) throws IOException {
    try {
      return Files.readAllLines(folder.resolve("postmaster.pid"));
    } catch (NoSuchFileException notRunning) {
      return List.of();
    }
  }
}
