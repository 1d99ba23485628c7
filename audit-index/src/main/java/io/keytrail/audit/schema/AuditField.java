package io.keytrail.audit.schema;

/// One field of the trail.
///
/// @param name as the query language, the facets and the derived members call it
/// @param text whether bare text looks into it
/// @param facet whether the index can count its values
public record AuditField(String name, FieldType type, boolean text, boolean facet) {

  /// The one field of an encryption-context key, by the key as written.
  public static AuditField contextPair(String key) {
    return new AuditField(AuditFields.CONTEXT_PREFIX + key, FieldType.CONTEXT_PAIR, false, false);
  }

  /// The encryption-context key of a [FieldType#CONTEXT_PAIR] field.
  public String contextKey() {
    return name.substring(AuditFields.CONTEXT_PREFIX.length());
  }
}
