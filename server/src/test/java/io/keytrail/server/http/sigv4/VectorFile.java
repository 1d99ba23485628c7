package io.keytrail.server.http.sigv4;

import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One case of the published vectors.
record VectorFile(Path folder) {

  static List<VectorFile> all() {
    Path root = Path.of(System.getProperty("keytrail.shared", "-"), "vectors", "sigv4");
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(Files::isDirectory).sorted().map(VectorFile::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  /// One byte a char.
  String text(String file) {
    try {
      return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean flag(String name) {
    return member(context(), name)
        .map(value -> value instanceof JsonBool(boolean b) && b)
        .orElse(false);
  }

  Optional<String> token() {
    return member(context(), "credentials")
        .flatMap(value -> member((JsonObject) value, "token"))
        .map(value -> value instanceof JsonString(String s) ? s : "");
  }

  private JsonObject context() {
    try {
      return (JsonObject) StrictJson.parse(text("context.json"), Limits.REQUEST);
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException(name(), e);
    }
  }

  private static Optional<JsonValue> member(JsonObject object, String name) {
    return object.member(name);
  }

  /// Reads a request as the suite writes them: the target may hold spaces, lines may be folded.
  SignedRequest request(String file) {
    String text = text(file);
    int headEnd = text.indexOf("\n\n");
    String head = headEnd < 0 ? text.stripTrailing() : text.substring(0, headEnd);
    String body = headEnd < 0 ? "" : text.substring(headEnd + 2);
    String[] lines = head.replace("\n ", " ").split("\n");
    int first = lines[0].indexOf(' ');
    int last = lines[0].lastIndexOf(' ');
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.add(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    return new SignedRequest(
        lines[0].substring(0, first),
        lines[0].substring(first + 1, last),
        headers,
        body.getBytes(StandardCharsets.ISO_8859_1));
  }
}
