package io.keytrail.policy.eval;

import io.keytrail.policy.catalog.Catalogue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What matching notes on its way: steps spent, keys that were asked for and absent, ambiguous
/// rules met. Confined to one decision. Allocates only when there is something to note.
public final class Scratch {
  final Budget budget = new Budget();
  private @Nullable List<String> missing;
  private @Nullable Set<Ambiguity> met;

  /// @param key as the policy writes it
  void missing(String key) {
    List<String> keys = missing == null ? new ArrayList<>() : missing;
    missing = keys;
    String folded = Catalogue.fold(key);
    for (String noted : keys) {
      if (Catalogue.fold(noted).equals(folded)) {
        return;
      }
    }
    keys.add(key);
  }

  void met(Ambiguity ambiguity) {
    if (met == null) {
      met = EnumSet.of(ambiguity);
    } else {
      met.add(ambiguity);
    }
  }

  boolean exhausted() {
    return budget.exhausted();
  }

  /// In the order in which they were asked for.
  List<String> missingKeys() {
    return missing == null ? List.of() : missing;
  }

  List<String> notes() {
    return met == null ? List.of() : met.stream().map(Ambiguity::note).toList();
  }
}
