package io.keytrail.audit;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The records of a real account; a test that asks for them skips where they are absent.
public final class RealCloudTrail {
  private static final Limits FILE = new Limits(64 << 20, 128, 10_000, 10_000_000, true);

  private RealCloudTrail() {}

  public static List<JsonObject> records() throws Exception {
    var records = new ArrayList<JsonObject>();
    try (Stream<Path> files = Files.list(SharedData.folder("data/cloudtrail/real-account"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json.gz")).sorted().toList()) {
        JsonObject content = (JsonObject) StrictJson.parse(unzipped(file), FILE);
        for (JsonValue record : ((JsonArray) content.member("Records").orElseThrow()).elements()) {
          records.add((JsonObject) record);
        }
      }
    }
    return records;
  }

  private static byte[] unzipped(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
