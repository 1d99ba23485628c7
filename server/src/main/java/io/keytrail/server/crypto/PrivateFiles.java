package io.keytrail.server.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// Files that only their owner may read. Blocking.
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int MAX_BYTES = 64 * 1024;

  private PrivateFiles() {}

  /// Makes `file` with this content, mode 0600, on disk when the call returns. Whoever sees the
  /// file sees all of it.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one; it is left as it is
  public static void create(Path file, Secret content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path draft =
        Files.createTempFile(
            folder,
            "." + file.getFileName(),
            ".new",
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    byte[] bytes = content.read(SecretAccess.OPERATOR);
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
          channel.write(in);
        }
        channel.force(true);
      }
      // A hard link, because a rename would replace a file that is there already.
      Files.createLink(file, draft);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Files.delete(draft);
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Reads a file of at most 64 KiB.
  ///
  /// @throws RootKeyRefused if it is missing, or its group or others have any right on it
  public static Secret read(Path file) throws IOException {
    Set<PosixFilePermission> rights;
    try {
      rights = Files.getPosixFilePermissions(file);
    } catch (NoSuchFileException missing) {
      throw new RootKeyRefused("expected a file at `" + file + "`, found none", missing);
    }
    for (PosixFilePermission right : rights) {
      if (right.name().startsWith("GROUP_") || right.name().startsWith("OTHERS_")) {
        throw new RootKeyRefused(
            "`" + file + "` is open to others than its owner, run `chmod 600` on it");
      }
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new RootKeyRefused("`" + file + "` is too long, expected at most 64 KiB");
    }
    return Secret.owning(Files.readAllBytes(file));
  }
}
