package io.keytrail.server.account;

import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.keytrail.server.simulate.snapshot.SnapshotJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// A snapshot as a folder: `snapshot.json`, and each policy as a file of its own, whose lines and
/// columns answers and findings refer to. Blocking.
public final class SnapshotFolder {
  private static final String SNAPSHOT = "snapshot.json";
  private static final DateTimeFormatter DATED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private SnapshotFolder() {}

  /// Writes the snapshot below `parent`, in a folder named by account and time; one of that name is
  /// written anew.
  ///
  /// @return the folder
  public static Path write(AccountSnapshot snapshot, Path parent) throws IOException {
    Path folder = parent.resolve(snapshot.account() + "-" + dated(snapshot.taken()));
    for (Map.Entry<String, String> policy : snapshot.policies().entrySet()) {
      Path file = file(folder, policy.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, policy.getValue());
    }
    Files.createDirectories(folder);
    // Last: a folder without it is no snapshot.
    Files.write(folder.resolve(SNAPSHOT), JsonWriter.toBytes(SnapshotJson.write(snapshot)));
    return folder;
  }

  private static String dated(Instant time) {
    return DATED.format(time);
  }

  /// Where the policy of that name stands. Names are of AWS, but none leads out of the folder.
  public static Path file(Path folder, String policy) {
    Path file = folder.resolve("policies");
    String[] steps = policy.split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      file = file.resolve(safe(steps[i]) + (i == steps.length - 1 ? ".json" : ""));
    }
    return file;
  }

  private static String safe(String step) {
    StringBuilder safe = new StringBuilder(step.length());
    for (byte b : step.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || "-_+=,@".indexOf(b) >= 0
              || (b == '.' && !safe.isEmpty());
      if (plain) {
        safe.append((char) b);
      } else {
        safe.append('%').append(Character.forDigit(b >> 4 & 15, 16));
        safe.append(Character.forDigit(b & 15, 16));
      }
    }
    return safe.toString();
  }

  /// The snapshot that a path stands for: its folder or file, an export, or a folder of snapshots,
  /// of which the latest is taken.
  ///
  /// @throws IOException with words for a person
  public static AccountSnapshot open(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return read(path);
    }
    if (Files.exists(path.resolve(SNAPSHOT))) {
      return read(path.resolve(SNAPSHOT));
    }
    return ExportReader.isExport(path) ? ExportReader.read(path) : read(latest(path));
  }

  private static Path latest(Path parent) throws IOException {
    if (Files.isDirectory(parent)) {
      try (Stream<Path> inside = Files.list(parent)) {
        return inside
            .filter(folder -> Files.exists(folder.resolve(SNAPSHOT)))
            .max(Comparator.comparing(SnapshotFolder::timeOfName))
            .map(folder -> folder.resolve(SNAPSHOT))
            .orElseThrow(() -> nothing(parent));
      }
    }
    throw nothing(parent);
  }

  private static String timeOfName(Path folder) {
    String name = folder.toString();
    return name.substring(name.lastIndexOf('-') + 1);
  }

  private static IOException nothing(Path path) {
    return new IOException(
        path + ": is neither a snapshot nor an export; see `keytrail account export-script`");
  }

  private static AccountSnapshot read(Path file) throws IOException {
    try {
      return SnapshotJson.read(ExportFiles.object(file), "");
    } catch (Problem problem) {
      throw new IOException(
          file + ": " + problem.pointer().orElse("") + ": " + problem.detail(), problem);
    }
  }
}
