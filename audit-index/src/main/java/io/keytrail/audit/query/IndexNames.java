package io.keytrail.audit.query;

import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.FieldType;

/// Names of the fields in the index. Those that no query can name begin with `_`.
public final class IndexNames {
  public static final String PRESENT = "_present";
  public static final String CONTEXT_KEY = "_contextKey";
  public static final String TEXT = "_text";
  public static final String OWNER = "_owner";
  private static final String CONTEXT = "_context";

  private IndexNames() {}

  /// Where a field's terms stand.
  public static String terms(AuditField field) {
    return field.type() == FieldType.CONTEXT_PAIR ? CONTEXT : field.name();
  }

  /// Where the hashes of long values stand.
  public static String hashes(String terms) {
    return terms + "#hash";
  }

  /// Where the beginnings of long values stand.
  public static String beginnings(String terms) {
    return terms + "#start";
  }

  /// Where the countable values of a facet field stand.
  public static String facet(AuditField field) {
    return field.name() + "#facet";
  }
}
