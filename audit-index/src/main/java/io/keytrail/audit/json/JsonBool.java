package io.keytrail.audit.json;

/// `true` or `false`.
public record JsonBool(boolean value) implements JsonValue {
  public static final JsonBool TRUE = new JsonBool(true);
  public static final JsonBool FALSE = new JsonBool(false);
}
