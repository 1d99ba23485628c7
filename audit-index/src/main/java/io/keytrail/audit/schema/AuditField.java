package io.keytrail.audit.schema;

import java.util.List;

/// One field of the trail.
///
/// @param name as the query language, the facets and the derived members call it
/// @param text whether bare text looks into it
/// @param facet whether the index can count its values
/// @param description one line for people: what it holds
/// @param example a value as a query writes it; empty where there is nothing to compare with
public record AuditField(
    String name, FieldType type, boolean text, boolean facet, String description, String example) {

  /// The one field of an encryption-context key, by the key as written.
  public static AuditField contextPair(String key) {
    return new AuditField(
        AuditFields.CONTEXT_PREFIX + key,
        FieldType.CONTEXT_PAIR,
        false,
        false,
        "value of the encryption-context key `" + key + "`",
        "vol-1234abcd");
  }

  /// The encryption-context key of a [FieldType#CONTEXT_PAIR] field.
  public String contextKey() {
    return name.substring(AuditFields.CONTEXT_PREFIX.length());
  }

  /// The names on the way from the record to the values of a field that a record holds itself.
  public List<String> path() {
    return List.of(name.split("\\.", -1));
  }

  static AuditField keyword(String name, String description, String example) {
    return new AuditField(name, FieldType.KEYWORD, false, false, description, example);
  }

  static AuditField bool(String name, String description) {
    return new AuditField(name, FieldType.BOOLEAN, false, false, description, "true");
  }

  static AuditField object(String name, String description) {
    return new AuditField(name, FieldType.OBJECT, false, false, description, "");
  }

  /// The same, counted.
  AuditField counted() {
    return new AuditField(name, type, text, true, description, example);
  }

  /// The same, found by bare text too.
  AuditField worded() {
    return new AuditField(name, type, true, facet, description, example);
  }
}
