package io.keytrail.server.crypto;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters.Builder;

/// A root key made of a passphrase by Argon2id. Salt and cost stand in a small file beside the
/// data, which is no secret but without which the passphrase is worth nothing; the key's id stands
/// there too, so that a mistyped passphrase is noticed at once. Blocking, for about a third of a
/// second; used once, at start.
public final class PassphraseRootKey {
  private static final String FORMAT = "keytrail-passphrase-v1";
  private static final int MIN_PASSPHRASE_BYTES = 12;

  private PassphraseRootKey() {}

  /// The root key of the passphrase in `passphraseFile` (its last line feed does not count).
  ///
  /// @param saltFile made at the first call, with a fresh salt
  /// @throws RootKeyRefused if the passphrase is short or another one than at the first call, or a
  ///     file is damaged, missing, or open to others than its owner
  public static RootKey open(Path passphraseFile, Path saltFile, SecureRandom random) {
    try {
      Secret passphrase = trimmed(PrivateFiles.read(passphraseFile));
      try {
        if (passphrase.length() < MIN_PASSPHRASE_BYTES) {
          throw new RootKeyRefused(
              "the passphrase in `" + passphraseFile + "` is too short, expected 12 bytes or more");
        }
        return Files.exists(saltFile)
            ? reopen(passphrase, saltFile)
            : create(passphrase, saltFile, random);
      } finally {
        passphrase.destroy();
      }
    } catch (IOException unreadable) {
      throw new RootKeyRefused("cannot read the passphrase or `" + saltFile + "`", unreadable);
    }
  }

  private static RootKey create(Secret passphrase, Path saltFile, SecureRandom random)
      throws IOException {
    byte[] salt = new byte[Argon2Parameters.SALT_BYTES];
    random.nextBytes(salt);
    Argon2Parameters cost = Argon2Parameters.standard(Bytes.owning(salt));
    RootKey key = stretch(passphrase, cost);
    String text =
        String.join(
            "\n",
            FORMAT,
            Integer.toString(cost.memoryKib()),
            Integer.toString(cost.passes()),
            Integer.toString(cost.lanes()),
            cost.salt().toHex(),
            key.id().toString(),
            "");
    try {
      PrivateFiles.create(saltFile, Secret.ofUtf8(text));
      return key;
    } catch (FileAlreadyExistsException someoneElseDid) {
      return reopen(passphrase, saltFile);
    }
  }

  private static RootKey reopen(Secret passphrase, Path saltFile) throws IOException {
    String[] lines =
        PrivateFiles.read(saltFile).readText(SecretAccess.CRYPTOGRAPHY).split("\n", -1);
    if (lines.length != 7 || !lines[0].equals(FORMAT) || !lines[6].isEmpty()) {
      throw damaged(saltFile);
    }
    Argon2Parameters cost;
    try {
      cost =
          new Argon2Parameters(
              Integer.parseInt(lines[1]),
              Integer.parseInt(lines[2]),
              Integer.parseInt(lines[3]),
              Bytes.fromHex(lines[4]));
    } catch (IllegalArgumentException unreadable) {
      throw damaged(saltFile);
    }
    RootKey key = stretch(passphrase, cost);
    if (!key.id().toString().equals(lines[5])) {
      throw new RootKeyRefused(
          "the passphrase is not the one that `" + saltFile + "` was made with");
    }
    return key;
  }

  private static RootKey stretch(Secret passphrase, Argon2Parameters cost) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Builder(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
            .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(cost.salt().toArray())
            .build());
    byte[] raw = passphrase.read(SecretAccess.CRYPTOGRAPHY);
    byte[] key = new byte[Primitives.KEY_BYTES];
    try {
      argon2.generateBytes(raw, key);
    } finally {
      Arrays.fill(raw, (byte) 0);
    }
    return new RootKeyInMemory(Secret.owning(key));
  }

  private static Secret trimmed(Secret file) {
    byte[] raw = file.read(SecretAccess.CRYPTOGRAPHY);
    file.destroy();
    int end = raw.length;
    if (end > 0 && raw[end - 1] == '\n') {
      end--;
    }
    if (end > 0 && raw[end - 1] == '\r') {
      end--;
    }
    Secret trimmed = Secret.owning(Arrays.copyOf(raw, end));
    Arrays.fill(raw, (byte) 0);
    return trimmed;
  }

  private static RootKeyRefused damaged(Path file) {
    return new RootKeyRefused("`" + file + "` is damaged, restore it from a copy");
  }
}
