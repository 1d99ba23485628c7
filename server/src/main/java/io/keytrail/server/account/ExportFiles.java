package io.keytrail.server.account;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of an export. Blocking.
final class ExportFiles {
  /// An account's authorization details can be large.
  private static final Limits LIMITS = new Limits(256 << 20, 128, 1_000, 20_000_000, false);

  private final Path folder;

  ExportFiles(Path folder) {
    this.folder = folder;
  }

  /// The answer in a file; empty if there is none.
  ///
  /// @throws IOException with file, line and column, if it is no JSON object
  Optional<JsonObject> answer(String name) throws IOException {
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException noName) {
      throw new IOException(folder + ": names a file that cannot be: " + name, noName);
    }
    return Files.exists(file) ? Optional.of(object(file)) : Optional.empty();
  }

  static JsonObject object(Path file) throws IOException {
    try {
      JsonValue value = StrictJson.parse(Files.readAllBytes(file), LIMITS);
      if (value instanceof JsonObject object) {
        return object;
      }
      throw new IOException(file + ":1:1: expected an object");
    } catch (JsonSyntaxException malformed) {
      throw new IOException(
          "%s:%d:%d: %s"
              .formatted(file, malformed.line(), malformed.column(), malformed.getMessage()),
          malformed);
    }
  }

  /// The lines of a text; none if it is absent.
  List<String> lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file)
        ? Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList()
        : List.of();
  }

  /// Names of the folders in a folder, in their order.
  List<String> folders(String name) throws IOException {
    Path at = folder.resolve(name);
    if (!Files.isDirectory(at)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(at)) {
      return inside
          .filter(Files::isDirectory)
          .map(one -> one.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /// The objects of a list member; none if it is absent.
  static List<JsonObject> objects(JsonObject parent, String name) {
    return parent.member(name).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)
        ? items.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }
}
