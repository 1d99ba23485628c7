package io.keytrail.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `./keytrail bench [PART…]`: parts `policy`, `hostile`, `simulate`, `kms`, `import`, `start`; all
/// of them without one.
public final class Bench {
  private static final List<String> PARTS =
      List.of("policy", "hostile", "simulate", "kms", "import", "start");

  private Bench() {}

  public static void main(String[] args) throws Exception {
    List<String> parts = args.length == 0 ? PARTS : List.of(args);
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        System.err.println(
            "usage: ./keytrail bench [policy | hostile | simulate | kms | import | start]...");
        System.err.println("  BENCH_SECONDS sets how long each load is measured (default 20)");
        System.exit(part.equals("--help") || part.equals("help") ? 0 : 2);
      }
    }
    Report report = new Report();
    Duration time =
        Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("BENCH_SECONDS", "20")));
    report.heading(
        "Keytrail bench on %d processors, JDK %s, %d s a load; targets are those of the design for 2 cores"
            .formatted(
                Runtime.getRuntime().availableProcessors(), Runtime.version(), time.toSeconds()));
    Path scratch = Files.createTempDirectory("keytrail-bench");
    try {
      for (String part : parts) {
        report.heading(part);
        run(part, scratch.resolve(part).resolve("data"), report, time);
      }
    } finally {
      delete(scratch);
    }
  }

  private static void run(String part, Path data, Report report, Duration time) throws Exception {
    switch (part) {
      case "policy" -> PolicyBench.run(report);
      case "hostile" -> new HostileBench(report).run();
      case "start" -> new StartBench(data, report).run();
      case "simulate" -> {
        try (ServerProcess server = ServerProcess.start(data, unlimited())) {
          new SimulateBench(server, report, time).run();
        }
      }
      case "kms" -> {
        try (ServerProcess server = ServerProcess.start(data, unlimited())) {
          new KmsBench(server, report, time).run();
        }
      }
      case "import" -> {
        try (ServerProcess server = ServerProcess.start(data, unlimited())) {
          new ImportBench(server, report, 4, 50_000).run();
        }
      }
      default -> throw new IllegalArgumentException(part);
    }
  }

  /// The load comes from one address with one key: its rate limits would measure themselves.
  private static Map<String, String> unlimited() {
    return Map.of("KEYTRAIL_RATE_LIMITS", "off");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
