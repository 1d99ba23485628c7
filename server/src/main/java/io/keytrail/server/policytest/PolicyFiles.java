package io.keytrail.server.policytest;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files that a test file names, relative to it. A policy given in place is taken as it stands.
record PolicyFiles(Path folder) {

  /// A policy for the simulator: its file's text under the file's name, or the object in place.
  JsonValue policy(Doc doc) throws InvalidSuite {
    if (doc.value() instanceof JsonString(String file)) {
      return JsonObject.builder().put("name", file).put("document", text(doc, file)).build();
    }
    if (doc.value() instanceof JsonObject object) {
      return object;
    }
    throw doc.wrong("expected the name of a file, or a policy document", "");
  }

  /// The JSON of a file, or the value in place.
  JsonValue json(Doc doc) throws InvalidSuite {
    if (!(doc.value() instanceof JsonString(String file))) {
      return doc.value();
    }
    try {
      return StrictJson.parse(text(doc, file).getBytes(StandardCharsets.UTF_8), Limits.REQUEST);
    } catch (JsonSyntaxException malformed) {
      throw doc.wrong(
          "`%s` is no JSON: %d:%d %s"
              .formatted(file, malformed.line(), malformed.column(), malformed.getMessage()),
          "");
    }
  }

  private String text(Doc doc, String file) throws InvalidSuite {
    Path path = folder.resolve(file);
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw doc.wrong(
          "cannot read `%s`".formatted(file),
          Files.exists(path) ? "it must be a readable text in UTF-8" : "there is no such file");
    }
  }
}
