package io.keytrail.audit.index;

import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// How far the whole index is durable, and which [IndexLayout] it has. Written when the index is
/// made, before anything else is in it, and after every partition was committed; replaced in one
/// step.
final class PositionFile {
  private static final int FORMAT = 2;
  private static final String NAME = "position.json";

  private PositionFile() {}

  /// @param position of the follower; empty before the first commit
  /// @param quarantined how many events could not be indexed, ever
  record Content(String position, long quarantined) {
    static final Content START = new Content("", 0);
  }

  static boolean exists(Path root) {
    return Files.exists(root.resolve(NAME));
  }

  /// @throws DamagedIndexException if the file is unreadable
  /// @throws OutdatedIndexException if it speaks of another layout
  static Content read(Path root) throws IOException {
    try {
      if (StrictJson.parse(Files.readAllBytes(root.resolve(NAME)), Limits.RECORD)
          instanceof JsonObject json) {
        boolean current =
            number(json, "format") == FORMAT
                && json.string("layout").equals(Optional.of(IndexLayout.CURRENT));
        if (!current) {
          throw new OutdatedIndexException(root);
        }
        return new Content(json.string("position").orElseThrow(), number(json, "quarantined"));
      }
    } catch (JsonSyntaxException | java.util.NoSuchElementException damaged) {
      throw new DamagedIndexException(root, damaged);
    }
    throw new DamagedIndexException(root, new IOException("its position is no object"));
  }

  static void write(Path root, Content content) throws IOException {
    byte[] bytes =
        JsonWriter.toBytes(
            JsonObject.builder()
                .put("format", FORMAT)
                .put("layout", IndexLayout.CURRENT)
                .put("position", content.position())
                .put("quarantined", content.quarantined())
                .build());
    Path next = root.resolve(NAME + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        var _ = out.write(buffer);
      }
      out.force(true);
    }
    var _ =
        Files.move(
            next,
            root.resolve(NAME),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(root, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static long number(JsonObject json, String name) {
    return json.members().get(name) instanceof JsonNumber number ? number.asLong().orElse(-1) : -1;
  }
}
