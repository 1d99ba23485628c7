package io.keytrail.server.store;

import io.keytrail.server.crypto.PrivateFiles;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The embedded database on disk: `DATA/pg`, and `DATA/pg-password`, which opens it. Blocking.
record Cluster(Path folder, Secret password) {
  static final String USER = "keytrail";
  static final String DATABASE = "postgres";

  /// Opens the one that is there, or makes it: appearing at once and whole.
  ///
  /// @throws DatabaseRefused where it is of another major release, or its password is lost
  static Cluster openOrCreate(Path data, PostgresPrograms programs, SecureRandom random)
      throws IOException, InterruptedException {
    Path folder = data.resolve("pg");
    Path passwordFile = data.resolve("pg-password");
    if (Files.exists(folder)) {
      requireMajor(folder, programs.major());
    }
    if (Files.notExists(passwordFile)) {
      if (Files.exists(folder)) {
        throw new DatabaseRefused(
            "`"
                + passwordFile
                + "` is missing, restore it: the database in `"
                + folder
                + "` opens with it only");
      }
      PrivateFiles.create(passwordFile, newPassword(random));
    }
    if (Files.notExists(folder)) {
      create(data, passwordFile, programs);
    }
    return new Cluster(folder, PrivateFiles.read(passwordFile));
  }

  private static void create(Path data, Path passwordFile, PostgresPrograms programs)
      throws IOException, InterruptedException {
    Path draft = data.resolve("pg.new");
    Path passwordCopy = data.resolve("pg-password.new");
    Folders.delete(draft);
    Files.createDirectory(draft);
    Files.copy(
        passwordFile,
        passwordCopy,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    try {
      if (programs.runAs() instanceof RunAs.OtherUser(int uid)) {
        Folders.giveTo(uid, draft);
        Folders.giveTo(uid, passwordCopy);
      }
      programs.run("initdb", initdbArguments(draft, passwordCopy));
    } finally {
      Files.delete(passwordCopy);
    }
    Files.move(draft, data.resolve("pg"), StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(data);
  }

  private static List<String> initdbArguments(Path draft, Path passwordFile) {
    return List.of(
        "--pgdata=" + draft,
        "--username=" + USER,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions");
  }

  private static void requireMajor(Path folder, int major) throws IOException {
    String written = Files.readString(folder.resolve("PG_VERSION")).strip();
    if (!written.equals(Integer.toString(major))) {
      throw new DatabaseRefused(
          "the database in `%s` is of PostgreSQL %s, this server brings %d; restore a backup into a new data folder"
              .formatted(folder, written, major));
    }
  }

  private static Secret newPassword(SecureRandom random) {
    byte[] raw = new byte[24];
    random.nextBytes(raw);
    Secret password = Secret.ofUtf8(HexFormat.of().formatHex(raw));
    Arrays.fill(raw, (byte) 0);
    return password;
  }

  DatabaseUrl url(int port) {
    return new DatabaseUrl(
        "127.0.0.1",
        port,
        DATABASE,
        USER,
        Secret.copyOf(password.read(SecretAccess.OPERATOR)),
        SslMode.DISABLE);
  }
}
