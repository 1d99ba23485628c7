package io.keytrail.server.crypto;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// Vectors of project Wycheproof, where the checkout has them.
final class Wycheproof {
  private Wycheproof() {}

  /// One vector, with its group's sizes.
  record Vector(JsonObject group, JsonObject test) {
    byte[] bytes(String member) {
      return HexFormat.of().parseHex(test.string(member).orElseThrow());
    }

    int bits(String size) {
      return Integer.parseInt(number(group, size));
    }

    boolean isValid() {
      return test.string("result").orElseThrow().equals("valid");
    }

    String name() {
      return "tcId " + number(test, "tcId");
    }
  }

  static List<Vector> load(String file) {
    String shared = System.getProperty("keytrail.shared", "");
    Path path = Path.of(shared, "vectors", "wycheproof", file + ".json.gz");
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.exists(path), "no Wycheproof vectors in this checkout");
    List<Vector> vectors = new ArrayList<>();
    for (JsonObject group : objects(parse(path), "testGroups")) {
      for (JsonObject test : objects(group, "tests")) {
        vectors.add(new Vector(group, test));
      }
    }
    return vectors;
  }

  private static JsonObject parse(Path path) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      return (JsonObject) StrictJson.parse(in.readAllBytes(), Limits.RECORD);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (JsonSyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static List<JsonObject> objects(JsonObject of, String member) {
    JsonArray array = (JsonArray) of.member(member).orElseThrow();
    return array.elements().stream().map(JsonObject.class::cast).toList();
  }

  private static String number(JsonObject of, String member) {
    return ((JsonNumber) of.member(member).orElseThrow()).lexeme();
  }
}
