package io.keytrail.server.wire.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The checked-in model files are what the compiler makes. With `-Dkeytrail.models=write` this
/// writes them first; `src/main/models/compile`, which is what `./keytrail dev models` runs,
/// fetches the jar and does that.
class ModelFilesTest {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("keytrail.root", ".."), "server/src/main/models");

  @Test
  void modelFiles_areWhatTheCompilerMakes() throws IOException {
    Path jar = modelsJar();
    boolean write = "write".equals(System.getProperty("keytrail.models"));
    assumeTrue(
        write || Files.exists(jar),
        () -> "skipped: the models jar was not fetched, no " + jar.getFileName());
    if (write) {
      ModelCompiler.write(jar, DIRECTORY);
    }
    for (Map.Entry<String, String> file : ModelCompiler.compile(jar).entrySet()) {
      assertThat(DIRECTORY.resolve(file.getKey()))
          .as("run `./keytrail dev models` to make %s again", file.getKey())
          .content()
          .isEqualTo(file.getValue());
    }
  }

  /// Where Maven keeps the jar once it was fetched.
  private static Path modelsJar() {
    String home = System.getProperty("user.home", "");
    String repository = System.getProperty("localRepository", home + "/.m2/repository");
    String[] artifact = ServedOperations.ARTIFACT.split(":", -1);
    return Path.of(
        repository,
        artifact[0].replace('.', '/'),
        artifact[1],
        artifact[2],
        artifact[1] + "-" + artifact[2] + ".jar");
  }
}
