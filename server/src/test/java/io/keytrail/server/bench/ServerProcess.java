package io.keytrail.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A `keytrail serve` of our own, started by the launcher on a free port of loopback.
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final URI uri;
  private final Duration startTime;
  private final Path data;

  private ServerProcess(Process process, URI uri, Duration startTime, Path data) {
    this.process = process;
    this.uri = uri;
    this.startTime = startTime;
    this.data = data;
  }

  /// Starts the built server; its log goes to `server.log` beside the data.
  public static ServerProcess start(Path data, Map<String, String> environment, String... options)
      throws IOException {
    Path root = Path.of(System.getProperty("keytrail.root", "."));
    List<String> command =
        new ArrayList<>(
            List.of(root.resolve("keytrail").toString(), "serve", "--port", "0", "--data", data.toString()));
    command.addAll(List.of(options));
    Files.createDirectories(data.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(data.resolveSibling("server.log").toFile()));
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new ServerProcess(process, URI.create(line.substring(6).strip()), took, data);
      }
    }
    throw new IOException(
        "the server did not start: " + Files.readString(data.resolveSibling("server.log")));
  }

  public URI uri() {
    return uri;
  }

  /// From the launcher's start to `ready`.
  public Duration startTime() {
    return startTime;
  }

  public Path data() {
    return data;
  }

  public long pid() {
    return process.pid();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// The root user's access key, as the first start wrote it.
  Signer.Credentials credentials(String region) throws IOException {
    String id = "";
    String secret = "";
    for (String line : Files.readAllLines(data.resolve("credentials"))) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(0, equals).strip().equals("aws_access_key_id")) {
        id = line.substring(equals + 1).strip();
      } else if (equals > 0 && line.substring(0, equals).strip().equals("aws_secret_access_key")) {
        secret = line.substring(equals + 1).strip();
      }
    }
    return new Signer.Credentials(id, secret, region);
  }

  /// Resident memory in MiB of the server, and of the PostgreSQL processes it started (shared pages counted once each
  /// process, so an upper bound).
  long[] residentMiB() throws IOException {
    long postgres = 0;
    List<ProcessHandle> below = process.toHandle().descendants().toList();
    for (ProcessHandle child : below) {
      postgres += proportionalKiB(child.pid());
    }
    return new long[] {proportionalKiB(process.pid()) / 1024, postgres / 1024};
  }

  private static long proportionalKiB(long pid) throws IOException {
    Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    if (!Files.isReadable(rollup)) {
      return 0;
    }
    for (String line : Files.readAllLines(rollup)) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.substring(4, line.indexOf("kB")).strip());
      }
    }
    return 0;
  }

  /// SIGTERM, as an operator does.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
