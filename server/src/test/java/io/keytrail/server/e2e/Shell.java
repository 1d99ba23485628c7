package io.keytrail.server.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One bash, which ends at the first command that fails. Blocking.
record Shell(Path folder, Process process, BufferedReader output, Writer input)
    implements AutoCloseable {
  private static final String DONE = "--- block done";
  private static final long PATIENCE_SECONDS = 400;

  static Shell start(Path folder, String cli) throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path aws = Files.writeString(programs.resolve("aws"), "#!/bin/sh\nexec " + cli + " \"$@\"\n");
    var _ = Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(AwsCli.environment(folder));
    builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    Process process = builder.start();
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    Shell shell =
        new Shell(
            folder,
            process,
            process.inputReader(StandardCharsets.UTF_8),
            process.outputWriter(StandardCharsets.UTF_8));
    shell.input.write("set -eu\n");
    return shell;
  }

  /// What the block prints, errors too.
  String run(String block) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "block", ".sh"), block);
    input.write(". " + file + " < /dev/null\necho\necho '" + DONE + "'\n");
    input.flush();
    StringBuilder printed = new StringBuilder();
    for (String line = output.readLine(); !DONE.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new AssertionError("the shell ended in\n" + block + "\n" + printed);
      }
      printed.append(line).append('\n');
    }
    return printed.toString();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
