package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the records of KMS calls show beside the request.
final class RecordElements {
  /// As CloudTrail writes times inside `responseElements`: `Aug 10, 2022, 10:38:27 PM`.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private RecordElements() {}

  static String date(Instant time) {
    return DATE.format(time);
  }

  /// Of most changes: the key's ARN.
  static Outcome.Details key(String arn) {
    return Outcome.Details.response(JsonObject.builder().put("keyId", arn).build());
  }

  /// Of cryptographic calls: which material was used.
  static Outcome.Details material(String materialId) {
    return additional(JsonObject.builder().put("keyMaterialId", materialId).build());
  }

  static Outcome.Details additional(JsonValue data) {
    return new Outcome.Details(Optional.empty(), Optional.of(data), List.of());
  }
}
