package io.keytrail.server.report;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.condition.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// SARIF 2.1.0. A finding keeps its fingerprint while lines move, so that code scanning does not
/// report it again.
final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private SarifReport() {}

  static String findings(List<Finding> findings) {
    Map<String, JsonValue> rules = new TreeMap<>();
    findings.forEach(one -> rules.putIfAbsent(one.code(), rule(one)));
    JsonObject driver =
        JsonObject.builder()
            .put("name", "keytrail")
            .put("rules", new JsonArray(new ArrayList<>(rules.values())))
            .build();
    JsonObject run =
        JsonObject.builder()
            .put("tool", JsonObject.builder().put("driver", driver).build())
            .put("columnKind", "unicodeCodePoints")
            .put("results", results(findings))
            .build();
    JsonObject sarif =
        JsonObject.builder()
            .put("$schema", SCHEMA)
            .put("version", "2.1.0")
            .put("runs", new JsonArray(List.of(run)))
            .build();
    return JsonWriter.toText(sarif) + "\n";
  }

  private static JsonObject rule(Finding finding) {
    return JsonObject.builder()
        .put("id", finding.code())
        .put(
            "defaultConfiguration",
            JsonObject.builder().put("level", level(finding.severity())).build())
        .build();
  }

  private static JsonArray results(List<Finding> findings) {
    Map<String, Integer> seen = new HashMap<>();
    List<JsonValue> results = new ArrayList<>();
    for (Finding finding : findings) {
      String about = finding.code() + "\n" + finding.file() + "\n" + finding.identity();
      // Two of a kind in one statement are told apart by their order.
      int nth = seen.merge(about, 1, Integer::sum);
      results.add(result(finding, fingerprint(about + "\n" + nth)));
    }
    return new JsonArray(results);
  }

  private static JsonObject result(Finding finding, String fingerprint) {
    JsonObject region =
        JsonObject.builder()
            .put("startLine", finding.span().start().line())
            .put("startColumn", finding.span().start().column())
            .put("endLine", finding.span().end().line())
            .put("endColumn", finding.span().end().column())
            .build();
    JsonObject place =
        JsonObject.builder()
            .put("artifactLocation", JsonObject.builder().put("uri", finding.file()).build())
            .put("region", region)
            .build();
    return JsonObject.builder()
        .put("ruleId", finding.code())
        .put("level", level(finding.severity()))
        .put("message", JsonObject.builder().put("text", finding.sentence()).build())
        .put(
            "locations",
            new JsonArray(List.of(JsonObject.builder().put("physicalLocation", place).build())))
        .put("partialFingerprints", JsonObject.builder().put("keytrail/v1", fingerprint).build())
        .build();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case HINT -> "note";
    };
  }

  private static String fingerprint(String about) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(about.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
