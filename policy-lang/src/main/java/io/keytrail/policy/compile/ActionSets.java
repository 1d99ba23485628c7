package io.keytrail.policy.compile;

import io.keytrail.policy.ast.ActionClause;
import io.keytrail.policy.ast.Written;
import io.keytrail.policy.catalog.Catalogue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the action sets of one document. Clauses that say the same share one: documents repeat
/// themselves, and `s3:*` is a hundred actions and more. Confined to one thread.
final class ActionSets {
  private final Catalogue catalogue;
  private final Map<List<String>, ActionSet> plain = new HashMap<>();
  private final Map<List<String>, ActionSet> negated = new HashMap<>();

  ActionSets(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  ActionSet of(ActionClause clause) {
    Set<String> distinct = LinkedHashSet.newLinkedHashSet(clause.patterns().size());
    for (Written pattern : clause.patterns()) {
      distinct.add(ActionSet.normalised(pattern.text()));
    }
    List<String> folded = List.copyOf(distinct);
    Map<List<String>, ActionSet> made = clause.negated() ? negated : plain;
    ActionSet set = made.get(folded);
    if (set == null) {
      set = ActionSet.of(clause.negated(), folded, catalogue);
      made.put(folded, set);
    }
    return set;
  }
}
