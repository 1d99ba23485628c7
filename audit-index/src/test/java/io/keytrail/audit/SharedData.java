package io.keytrail.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Finds the vectors and data that live outside the project; a test that needs them skips where
/// they are absent.
public final class SharedData {
  private SharedData() {}

  public static Path folder(String name) {
    Path folder = Path.of(System.getProperty("keytrail.shared", "../../shared")).resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: no folder " + name);
    return folder;
  }
}
