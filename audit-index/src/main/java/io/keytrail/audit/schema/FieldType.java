package io.keytrail.audit.schema;

/// How a field's values compare.
public enum FieldType {
  /// Exact strings: `=`, `in`, `like`, `anycase`.
  KEYWORD,
  /// `is true`, `is false`.
  BOOLEAN,
  /// An instant, in milliseconds since 1970: intervals and order.
  TIME,
  /// A 64-bit integer: equality and order.
  NUMBER,
  /// The value of one encryption-context key: as [#KEYWORD].
  CONTEXT_PAIR,
  /// An object that is not searched inside by path: only `is present` and `is absent`.
  OBJECT
}
