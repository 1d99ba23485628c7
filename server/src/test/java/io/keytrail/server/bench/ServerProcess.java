package io.keytrail.server.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
    return start(List.of(root.resolve("keytrail").toString()), data, environment, List.of(options));
  }

  /// Starts the server from this JVM's own class path, as the launcher would the built one, which
  /// `mvn test` has not got yet.
  public static ServerProcess startUnbuilt(
      Path data, Map<String, String> environment, String... options) throws IOException {
    return start(unbuilt(), data, environment, List.of(options));
  }

  /// The launcher's command line up to the subcommand, with its flags.
  private static List<String> unbuilt() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-Xms320m",
        "-Xmx320m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-HeapDumpOnOutOfMemoryError",
        "-XX:+DisableAttachMechanism",
        // A server that lives for seconds: the second compiler would take longer than it.
        "-XX:TieredStopAtLevel=1",
        "-Dfile.encoding=UTF-8",
        "-cp",
        mainClassPath(),
        "io.keytrail.server.Main");
  }

  /// Without the tests' own files, above all their logging.
  private static String mainClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static ServerProcess start(
      List<String> program, Path data, Map<String, String> environment, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
    command.addAll(options);
    Files.createDirectories(data.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(
        ProcessBuilder.Redirect.appendTo(data.resolveSibling("server.log").toFile()));
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Thread.ofVirtual().start(() -> drain(out));
        return new ServerProcess(process, URI.create(line.substring(6).strip()), took, data);
      }
    }
    throw new IOException(
        "the server did not start: " + Files.readString(data.resolveSibling("server.log")));
  }

  /// A full pipe would stop the server.
  private static void drain(BufferedReader out) {
    try (out) {
      var _ = out.transferTo(Writer.nullWriter());
    } catch (IOException ended) {
      // So did the process.
    }
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

  /// kill -9, and nothing else: what the server had started runs on. Returns when it is gone.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// SIGTERM, as an operator does.
  ///
  /// @return the exit code, or empty if it had not ended in time; it is not killed then
  public OptionalInt terminate(Duration patience) throws InterruptedException {
    process.destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /// The root user's access key, as the first start wrote it.
  public Signer.Credentials credentials(String region) throws IOException {
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

  /// Resident memory in MiB of the server, and of the PostgreSQL processes it started; a page that
  /// several share counts once.
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
    List<String> lines;
    try {
      lines = Files.readAllLines(rollup);
    } catch (FileSystemException _) {
      // PostgreSQL's helpers come and go.
      return 0;
    }
    for (String line : lines) {
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
