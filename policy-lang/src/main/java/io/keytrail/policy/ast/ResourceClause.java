package io.keytrail.policy.ast;

import java.util.List;

/// `Resource`, or `NotResource` if negated.
public record ResourceClause(boolean negated, List<Written> patterns) {
  public ResourceClause {
    patterns = List.copyOf(patterns);
  }
}
