package io.keytrail.server.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program run to its end, in an environment of its own: of ours it gets what is given, and
/// nothing by inheritance. Blocking.
///
/// @param folder where it runs; its output is left there too
record Command(Path folder, Map<String, String> environment) {
  private static final long PATIENCE_SECONDS = 120;

  Command {
    environment = Map.copyOf(environment);
  }

  /// How it ended.
  record Result(int exit, String out, String err) {
    /// What it printed, for a program that must have ended well.
    String orFail() {
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + ": " + err + out);
      }
      return out;
    }
  }

  /// Skips the test unless there is such a program.
  static String installed(String program) {
    assumeTrue(Files.isExecutable(Path.of(program)), "skipped: there is no " + program);
    return program;
  }

  Result run(List<String> line) throws IOException, InterruptedException {
    return run(line, PATIENCE_SECONDS);
  }

  Result run(List<String> line, long patienceSeconds) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "command", ".out");
    Path err = Files.createTempFile(folder, "command", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
        throw new AssertionError(line + " did not end in time: " + text(err));
      }
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
