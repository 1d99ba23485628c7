package io.keytrail.server.report;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.condition.Position;
import java.util.List;
import java.util.Locale;

/// For programs of one's own.
final class JsonReport {
  private JsonReport() {}

  static String findings(List<String> checked, List<Finding> findings) {
    JsonObject report =
        JsonObject.builder()
            .put("checked", JsonArray.ofStrings(checked))
            .put(
                "findings",
                new JsonArray(findings.stream().<JsonValue>map(JsonReport::finding).toList()))
            .build();
    return JsonWriter.toText(report) + "\n";
  }

  static JsonObject finding(Finding finding) {
    return JsonObject.builder()
        .put("file", finding.file())
        .put("code", finding.code())
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("message", finding.message())
        .put("help", finding.help())
        .put("start", position(finding.span().start()))
        .put("end", position(finding.span().end()))
        .put("about", finding.identity())
        .build();
  }

  private static JsonObject position(Position position) {
    return JsonObject.builder()
        .put("line", position.line())
        .put("column", position.column())
        .build();
  }
}
