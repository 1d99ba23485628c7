package io.keytrail.policy.ast;

import java.util.List;

/// `Principal`, or `NotPrincipal` if negated.
public record PrincipalClause(boolean negated, List<PrincipalName> names) {
  public PrincipalClause {
    names = List.copyOf(names);
  }
}
