package io.keytrail.server;

import io.keytrail.server.crypto.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The operator's token, `DATA/admin-token`: one line, mode 0600, made at first start.
final class AdminTokenFile {
  private static final int BYTES = 32;

  private AdminTokenFile() {}

  /// The token in the file, which is made where it is missing and on disk before the call returns.
  static Secret openOrCreate(Path file, SecureRandom random) throws IOException {
    if (Files.notExists(file)) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      create(file, HexFormat.of().formatHex(bytes) + "\n");
    }
    String text = Files.readString(file).strip();
    if (text.length() < BYTES) {
      throw new IOException(
          "the admin token in " + file + " is too short; delete the file to have another made");
    }
    return Secret.ofUtf8(text);
  }

  /// Complete or not there at all, also after a crash.
  private static void create(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var channel = java.nio.channels.FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
