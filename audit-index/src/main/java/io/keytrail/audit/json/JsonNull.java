package io.keytrail.audit.json;

/// `null`, the written one; a member that is missing is missing from the map.
public enum JsonNull implements JsonValue {
  NULL
}
