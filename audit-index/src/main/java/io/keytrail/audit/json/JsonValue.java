package io.keytrail.audit.json;

/// An immutable JSON value.
///
/// Two objects are equal if they have the same members in any order; two numbers are equal if they
/// were written alike (`1` is not `1.0`).
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBool, JsonNull {

  /// The string behind `text`.
  static JsonValue of(String text) {
    return new JsonString(text);
  }

  /// The number `value`.
  static JsonValue of(long value) {
    return JsonNumber.of(value);
  }

  /// `true` or `false`.
  static JsonValue of(boolean value) {
    return value ? JsonBool.TRUE : JsonBool.FALSE;
  }
}
