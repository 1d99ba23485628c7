package io.keytrail.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Start time with an existing data folder, and resident memory when idle.
final class StartBench {
  private final Path data;
  private final Report report;

  StartBench(Path data, Report report) {
    this.data = data;
    this.report = report;
  }

  void run() throws IOException {
    try (ServerProcess first = ServerProcess.start(data, Map.of())) {
      report.line(
          "%-36s %6.2f s",
          "first start (makes the data folder)", first.startTime().toMillis() / 1000.0);
    }
    for (int i = 1; i <= 3; i++) {
      try (ServerProcess server = ServerProcess.start(data, Map.of())) {
        long[] resident = server.residentMiB();
        report.line(
            "%-36s %6.2f s (target 3)   server %d MiB (400), PostgreSQL %d MiB (200) resident",
            "start " + i + " with an existing folder",
            server.startTime().toMillis() / 1000.0,
            resident[0],
            resident[1]);
      }
    }
  }
}
