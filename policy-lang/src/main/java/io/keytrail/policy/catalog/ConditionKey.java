package io.keytrail.policy.catalog;

/// A condition key.
///
/// @param name as AWS documents it; ends in `/` or `:` if the rest is free (`aws:RequestTag/`)
/// @param multiValued whether one request may carry several values of it
public record ConditionKey(String name, Type type, boolean multiValued) {

  public enum Type {
    STRING,
    ARN,
    BOOL,
    NUMERIC,
    DATE,
    IP,
    BINARY
  }

  /// Whether the name is a prefix before a free part.
  public boolean open() {
    return name.endsWith("/") || name.endsWith(":");
  }
}
