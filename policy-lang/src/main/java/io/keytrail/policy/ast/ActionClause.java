package io.keytrail.policy.ast;

import java.util.List;

/// `Action`, or `NotAction` if negated. Empty only as written: it then matches nothing (or
/// everything).
public record ActionClause(boolean negated, List<Written> patterns) {
  public ActionClause {
    patterns = List.copyOf(patterns);
  }
}
