package io.keytrail.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeyFilesTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("root.key");
  }

  @Test
  void firstStart_makesTheKey_forItsOwnerOnly_andTheNextFindsIt() throws IOException {
    RootKey made = FileRootKey.openOrCreate(file, new SecureRandom());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(FileRootKey.openOrCreate(file, new SecureRandom()).checkValue())
        .isEqualTo(made.checkValue());
    assertThat(FileRootKey.open(file).id()).isEqualTo(made.id());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void missingFile_thatTheOperatorNamed_isRefused() {
    assertThatThrownBy(() -> FileRootKey.open(file))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessage("expected a file at `" + file + "`, found none");
  }

  @Test
  void fileThatOthersMayTouch_isRefused() throws IOException {
    FileRootKey.openOrCreate(file, new SecureRandom());
    for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----", "rw------x")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
      assertThatThrownBy(() -> FileRootKey.open(file))
          .isInstanceOf(RootKeyRefused.class)
          .hasMessage("`" + file + "` is open to others than its owner, run `chmod 600` on it");
    }
  }

  @Test
  void damagedFile_isRefused_whateverIsCutOrChanged() throws IOException {
    FileRootKey.openOrCreate(file, new SecureRandom());
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> FileRootKey.open(file))
          .as("byte %d", i)
          .isInstanceOf(RootKeyRefused.class)
          .hasMessage("`" + file + "` is damaged, restore it from a copy");
      Files.write(file, java.util.Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> FileRootKey.open(file))
          .as("length %d", i)
          .isInstanceOf(RootKeyRefused.class);
    }
  }

  @Test
  void passphrase_givesTheSameKeyAgain_andAnotherOneIsRefused() throws IOException {
    Path passphrase = folder.resolve("passphrase");
    Path salt = folder.resolve("root.salt");
    PrivateFiles.create(passphrase, Secret.ofUtf8("correct horse battery\n"));
    RootKey made = PassphraseRootKey.open(passphrase, salt, new SecureRandom());
    Files.writeString(passphrase, "correct horse battery");
    assertThat(PassphraseRootKey.open(passphrase, salt, new SecureRandom()).checkValue())
        .isEqualTo(made.checkValue());
    Files.writeString(passphrase, "correct horse batterz");
    assertThatThrownBy(() -> PassphraseRootKey.open(passphrase, salt, new SecureRandom()))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessage("the passphrase is not the one that `" + salt + "` was made with");
    Files.writeString(passphrase, "short\n");
    assertThatThrownBy(() -> PassphraseRootKey.open(passphrase, salt, new SecureRandom()))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessage(
            "the passphrase in `" + passphrase + "` is too short, expected 12 bytes or more");
  }

  @Test
  void rootKeyId_isPinned() {
    assertThat(new RootKeyInMemory(Secret.copyOf(PrimitivesTest.counting())).id())
        .hasToString("aa6c1a193448f774");
  }
}
