package io.keytrail.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts `initdb`, `pg_ctl` and `postgres` with a clean environment, as the user that fits.
/// Blocking.
record PostgresPrograms(Path folder, RunAs runAs) {

  /// Runs a program to its end.
  ///
  /// @throws IOException with what it said, where it fails
  void run(String program, List<String> arguments) throws IOException, InterruptedException {
    Process process = builder(program, arguments).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(program + " failed: " + said.strip());
    }
  }

  /// Starts `postgres`; its pid is the postmaster's, because `setsid`, `unshare` and `setpriv`
  /// become the program they start.
  Process start(List<String> arguments, Path log) throws IOException {
    ProcessBuilder builder = builder("postgres", arguments);
    // A session of its own: the terminal's Ctrl-C is for the server, which then stops PostgreSQL in
    // order.
    builder.command().addFirst("setsid");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /// The first number of the programs' version: `18`.
  int major() throws IOException, InterruptedException {
    Process process = builder("postgres", List.of("--version")).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    int start = said.lastIndexOf(' ') + 1;
    int end = said.indexOf('.', start);
    return Integer.parseInt(said, start, end, 10);
  }

  private ProcessBuilder builder(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(runAs.prefix());
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }
}
