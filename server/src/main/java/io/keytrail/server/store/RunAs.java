package io.keytrail.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/// How PostgreSQL's programs, which refuse to run as root, are started by us. Blocking.
sealed interface RunAs {
  /// What goes before the program.
  List<String> prefix();

  /// We are not root: as ourselves.
  record Ourselves() implements RunAs {
    @Override
    public List<String> prefix() {
      return List.of();
    }
  }

  /// We are root: in a user namespace without a mapping, where we look like nobody while the files
  /// stay ours.
  record UserNamespace() implements RunAs {
    @Override
    public List<String> prefix() {
      return List.of("unshare", "-U");
    }
  }

  /// We are root and namespaces are refused: as another user, who then must reach the data folder.
  record OtherUser(int uid) implements RunAs {
    private static final int NOBODY = 65534;

    @Override
    public List<String> prefix() {
      String id = Integer.toString(uid);
      return List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups");
    }

    /// @throws DatabaseRefused naming the first folder above `data`, or itself, that others cannot
    ///     traverse
    void requireWay(Path data) throws IOException {
      Path real = data.toRealPath();
      for (int depth = 0; depth <= real.getNameCount(); depth++) {
        Path folder = depth == 0 ? real.getRoot() : real.getRoot().resolve(real.subpath(0, depth));
        if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          throw new DatabaseRefused(
              "PostgreSQL refuses to run as root and user namespaces are not available, so it runs as user %d, who cannot traverse `%s`; run `chmod o+x` on it, or start Keytrail as another user than root"
                  .formatted(uid, folder));
        }
      }
    }
  }

  /// What fits this process and this machine.
  static RunAs detect() throws IOException, InterruptedException {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      return new Ourselves();
    }
    return namespacesWork() ? new UserNamespace() : new OtherUser(OtherUser.NOBODY);
  }

  private static boolean namespacesWork() throws InterruptedException {
    try {
      Process probe =
          new ProcessBuilder("unshare", "-U", "true")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
