package io.keytrail.server.kms;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.Grant.Constraint;
import io.keytrail.server.invoke.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /// Of a grant that ended, which the request names by its id only: with what it was for, the event
  /// is found by that as well.
  static JsonObject ended(KmsGrant grant) {
    JsonObject.Builder data = JsonObject.builder().put("grantId", grant.id());
    grant.terms().constraint().ifPresent(one -> data.put("constraints", constraints(one)));
    return data.build();
  }

  private static JsonObject constraints(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Equals(var pairs) ->
          JsonObject.builder().put("encryptionContextEquals", object(pairs)).build();
      case Constraint.Subset(var pairs) ->
          JsonObject.builder().put("encryptionContextSubset", object(pairs)).build();
    };
  }

  private static JsonObject object(Map<String, String> pairs) {
    JsonObject.Builder object = JsonObject.builder();
    pairs.forEach(object::put);
    return object.build();
  }

  static Outcome.Details additional(JsonValue data) {
    return new Outcome.Details(Optional.empty(), Optional.of(data), List.of());
  }
}
