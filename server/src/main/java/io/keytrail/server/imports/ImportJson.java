package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Imports as the API shows them.
final class ImportJson {
  private static final int DECIMALS = 4;

  private ImportJson() {}

  static JsonObject.Builder of(Import one) {
    return JsonObject.builder()
        .put("id", one.id().toString())
        .put("type", ImportJob.NAME)
        .put("account", one.account())
        .put("state", one.state().text())
        .put("progress", progress(one.progress()))
        .put("counts", counts(one.totals()))
        .put("file", file(one))
        .put("created", one.created().toString())
        .put("ended", text(one.ended().map(Object::toString)));
  }

  private static JsonNumber progress(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.DOWN);
    return new JsonNumber(rounded.stripTrailingZeros().toPlainString());
  }

  private static JsonObject counts(Totals totals) {
    return JsonObject.builder()
        .put("records", totals.records())
        .put("imported", totals.imported())
        .put("duplicates", totals.duplicates())
        .put("quarantined", totals.quarantined())
        .build();
  }

  private static JsonObject file(Import one) {
    return JsonObject.builder()
        .put("name", one.file().name())
        .put("bytes", one.file().bytes())
        .put("sha256", one.file().sha256())
        .put("contentSha256", text(one.contentSha256()))
        .build();
  }

  static JsonObject quarantined(String file, Quarantined one) {
    return JsonObject.builder()
        .put("file", file)
        .put("record", one.record() == 0 ? JsonNull.NULL : JsonNumber.of(one.record()))
        .put("position", one.record() == 0 ? JsonNull.NULL : JsonNumber.of(one.position()))
        .put("reason", one.reason())
        .build();
  }

  /// The same as a job shows its errors.
  static JsonObject error(String file, Quarantined one) {
    return JsonObject.builder()
        .put("message", one.reason())
        .put("file", file)
        .put("record", one.record())
        .put("position", one.position())
        .build();
  }

  private static JsonValue text(Optional<String> text) {
    return text.<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
  }
}
