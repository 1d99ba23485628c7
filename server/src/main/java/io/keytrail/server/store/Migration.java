package io.keytrail.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// One numbered step of the schema: `db/NNN_name.sql`. Its text never changes once it was released.
///
/// @param checksum SHA-256 of the text in hex
record Migration(int version, String name, String sql, String checksum) {
  private static final String INDEX = "/db/migrations.list";

  /// The steps that this server brings, in order: those that `db/migrations.list` names, one a
  /// line, by rising number; a number may be left out. Blocking.
  static List<Migration> bundled() {
    List<Migration> steps = new ArrayList<>();
    for (String file : resource(INDEX).lines().filter(line -> !line.isBlank()).toList()) {
      Migration step = of(file, resource("/db/" + file));
      if (!steps.isEmpty() && step.version <= steps.getLast().version) {
        throw new IllegalStateException("migration `" + file + "` is out of order");
      }
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  static Migration of(String file, String sql) {
    int underscore = file.indexOf('_');
    int version = Integer.parseInt(file, 0, underscore, 10);
    return new Migration(version, file, sql, sha256(sql));
  }

  private static String resource(String path) {
    try (InputStream in = Migration.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing resource `" + path + "`");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException("unreadable resource `" + path + "`", unreadable);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }
}
