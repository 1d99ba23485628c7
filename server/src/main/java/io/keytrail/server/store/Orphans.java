package io.keytrail.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server that was killed leaves behind: a postmaster that still runs on our data, sessions
/// that have not noticed their postmaster's death, a pid file whose number belongs to somebody else
/// by now. Only for the holder of the [DataFolderLock]. Blocking.
///
/// A process belongs to our data if it works in that folder, which all of PostgreSQL's do; a number
/// in a file proves nothing.
final class Orphans {
  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SESSION_PATIENCE = Duration.ofSeconds(10);

  private Orphans() {}

  /// Afterwards nothing runs on `folder`, and a pid file there holds no number of a living process.
  ///
  /// @throws DatabaseRefused where something does not end
  static void clear(Path folder, PostgresPrograms programs)
      throws IOException, InterruptedException {
    List<String> lines = Postmaster.pidFile(folder);
    if (!lines.isEmpty()) {
      long pid = Long.parseLong(lines.getFirst().strip());
      for (ProcessHandle process : runningIn(folder)) {
        if (process.pid() == pid) {
          stop(process, programs);
        }
      }
    }
    for (ProcessHandle session : runningIn(folder)) {
      if (!ended(session, SESSION_PATIENCE)) {
        throw new DatabaseRefused(
            "process %d still works on `%s`, end it".formatted(session.pid(), folder));
      }
    }
    forgetForeignPid(folder);
  }

  private static void stop(ProcessHandle postmaster, PostgresPrograms programs)
      throws InterruptedException {
    LOG.warn(
        "a PostgreSQL of an earlier server still runs as process {}, stopping it",
        postmaster.pid());
    Postmaster.signal(programs, "INT", postmaster.pid());
    if (!ended(postmaster, PATIENCE)) {
      Postmaster.signal(programs, "QUIT", postmaster.pid());
      if (!ended(postmaster, SESSION_PATIENCE)) {
        throw new DatabaseRefused(
            "the PostgreSQL of an earlier server does not end, end process " + postmaster.pid());
      }
    }
  }

  /// A dead number is left to PostgreSQL, which also looks for shared memory in use. A living one
  /// that does not work in the folder was given to another program since; PostgreSQL could not
  /// tell.
  private static void forgetForeignPid(Path folder) throws IOException {
    List<String> lines = Postmaster.pidFile(folder);
    if (!lines.isEmpty()
        && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
            .map(ProcessHandle::isAlive)
            .orElse(false)) {
      Files.deleteIfExists(folder.resolve("postmaster.pid"));
    }
  }

  private static List<ProcessHandle> runningIn(Path folder) throws IOException {
    Path real = folder.toRealPath();
    return ProcessHandle.allProcesses().filter(process -> worksIn(process, real)).toList();
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      return Files.readSymbolicLink(proc.resolve("cwd")).equals(folder)
          && Files.readSymbolicLink(proc.resolve("exe")).endsWith("bin/postgres");
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private static boolean ended(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      return process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS) != null;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("waiting for a process failed", impossible);
    }
  }
}
