package io.keytrail.server.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/// A root key in a file of three lines: the format's name, the key in hex, and a check value in hex
/// by which a damaged file is told from a wrong one. Blocking; used once, at start.
public final class FileRootKey {
  private static final String FORMAT = "keytrail-root-key-v1";
  private static final int KEY_BYTES = Primitives.KEY_BYTES;

  private FileRootKey() {}

  /// Reads the key.
  ///
  /// @throws RootKeyRefused if the file is missing, damaged, or open to others than its owner
  public static RootKey open(Path file) {
    try {
      Secret text = PrivateFiles.read(file);
      RootKey key = parse(file, text);
      text.destroy();
      return key;
    } catch (IOException unreadable) {
      throw new RootKeyRefused("cannot read the root key `" + file + "`", unreadable);
    }
  }

  /// Reads the key, or makes it where there is none: mode 0600, and on disk before the call
  /// returns. Only for a data folder of ours; a file that the operator named must be there.
  public static RootKey openOrCreate(Path file, SecureRandom random) {
    if (Files.notExists(file)) {
      Secret key = Secret.random(KEY_BYTES, random);
      Secret text = format(key);
      try {
        PrivateFiles.create(file, text);
      } catch (FileAlreadyExistsException someoneElseDid) {
        return open(file);
      } catch (IOException unwritable) {
        throw new UncheckedIOException("cannot make the root key `" + file + "`", unwritable);
      } finally {
        text.destroy();
        key.destroy();
      }
    }
    return open(file);
  }

  private static Secret format(Secret key) {
    byte[] raw = key.read(SecretAccess.OPERATOR);
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    text.append(HexFormat.of().formatHex(raw)).append('\n');
    text.append(new RootKeyInMemory(key).id()).append('\n');
    Arrays.fill(raw, (byte) 0);
    return Secret.ofUtf8(text);
  }

  private static RootKey parse(Path file, Secret text) {
    String[] lines = text.readText(SecretAccess.CRYPTOGRAPHY).split("\n", -1);
    if (lines.length != 4 || !lines[0].equals(FORMAT) || !lines[3].isEmpty()) {
      throw damaged(file);
    }
    RootKeyInMemory key;
    try {
      key = new RootKeyInMemory(Secret.owning(HexFormat.of().parseHex(lines[1])));
    } catch (IllegalArgumentException notHex) {
      throw damaged(file);
    }
    if (!key.id().toString().equals(lines[2])) {
      throw damaged(file);
    }
    return key;
  }

  private static RootKeyRefused damaged(Path file) {
    return new RootKeyRefused("`" + file + "` is damaged, restore it from a copy");
  }
}
