package io.keytrail.policy.ast;

import io.keytrail.policy.condition.Span;

/// One principal that a document names.
///
/// @param text as written: an ARN, an account, `*`, a service host, …
public record PrincipalName(Type type, String text, Span span) {

  /// The member of `Principal` it stood under; a bare `"*"` counts as [#AWS].
  public enum Type {
    AWS("AWS"),
    SERVICE("Service"),
    FEDERATED("Federated"),
    CANONICAL_USER("CanonicalUser");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }
}
