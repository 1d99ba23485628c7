package io.keytrail.server.e2e;

import io.keytrail.server.store.Database;
import io.keytrail.server.store.DatabaseUrl;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The PostgreSQL below a server process's data folder, seen from outside: its processes, and a way
/// in. Blocking.
record EmbeddedCluster(Path data) {
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;

  private List<String> pidFile() throws IOException {
    Path file = data.resolve("pg/postmaster.pid");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /// The postmaster that runs on the folder, if one does.
  Optional<ProcessHandle> postmaster() throws IOException {
    List<String> lines = pidFile();
    return lines.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip()))
            .filter(ProcessHandle::isAlive)
            .filter(this::worksHere);
  }

  /// A number in a file proves nothing.
  private boolean worksHere(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(data.resolve("pg").toRealPath());
    } catch (IOException gone) {
      return false;
    }
  }

  /// kill -9 of the postmaster and all its children, which are gone when this returns.
  void kill() throws Exception {
    ProcessHandle postmaster = postmaster().orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
    all.addAll(postmaster.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      var _ = process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  /// Asks it to end its sessions and itself at once, as an administrator's restart does.
  void stopFast() throws Exception {
    ProcessHandle postmaster = postmaster().orElseThrow();
    if (new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor()
        != 0) {
      throw new IOException("the postmaster could not be signalled");
    }
    var _ = postmaster.onExit().get(30, TimeUnit.SECONDS);
  }

  /// Its own database; the caller closes it.
  Database open(Vertx vertx) throws IOException {
    String password = Files.readString(data.resolve("pg-password")).strip();
    String port = pidFile().get(PORT_LINE).strip();
    return Database.open(
        vertx,
        DatabaseUrl.parse("postgresql://keytrail:" + password + "@127.0.0.1:" + port + "/postgres"),
        Database.Limits.standard());
  }
}
