package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;

/// A request whose values are of the wrong kind, before any constraint is looked at.
final class Malformed {
  private Malformed() {}

  static ApiException because(String what) {
    return new ApiException(CommonErrors.SERIALIZATION, what);
  }

  /// @param wanted `String`, `Map`, …
  static ApiException wrongKind(JsonValue value, String wanted) {
    return because(kind(value) + " can not be converted to " + wanted);
  }

  private static String kind(JsonValue value) {
    return switch (value) {
      case JsonObject _ -> "START_OBJECT";
      case JsonArray _ -> "START_ARRAY";
      case JsonString _ -> "STRING_VALUE";
      case JsonNumber _ -> "NUMBER_VALUE";
      case JsonBool(boolean bool) -> bool ? "TRUE_VALUE" : "FALSE_VALUE";
      case JsonNull _ -> "NULL_VALUE";
    };
  }
}
