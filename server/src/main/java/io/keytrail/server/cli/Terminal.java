package io.keytrail.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a person is looking.
final class Terminal {
  private Terminal() {}

  /// Whether stderr is a terminal; false where that cannot be told. (`System.console()` answers for
  /// stdin and stdout.)
  static boolean isErr() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }
}
