package io.keytrail.policy.eval;

import io.keytrail.policy.compile.Glob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What matching works with and notes on its way: the request, steps left, keys that were asked for
/// and absent, ambiguous rules met. Confined to one thread; used again for decision after decision.
final class Scratch {
  private static final Ambiguity[] AMBIGUITIES = Ambiguity.values();

  final Budget budget = new Budget();

  /// Where patterns with variables are put together.
  final Glob.Builder expansion = new Glob.Builder();

  RequestView request = RequestView.NOTHING;

  /// Folded, and as the policies write them.
  private final List<String> missingFolded = new ArrayList<>();

  private final List<String> missing = new ArrayList<>();
  private long met;

  void begin(RequestView next) {
    request = next;
    budget.refill();
    forgetNotes();
  }

  void forgetNotes() {
    if (!missing.isEmpty()) {
      missing.clear();
      missingFolded.clear();
    }
    met = 0;
  }

  /// @param key as the policy writes it
  void missing(String foldedKey, String key) {
    // Looking through the list is work, too.
    if (budget.spend(1 + missingFolded.size() / 8) && !missingFolded.contains(foldedKey)) {
      missingFolded.add(foldedKey);
      missing.add(key);
    }
  }

  /// The value of a context key; null if it is absent or unknown. Finding it is work, too.
  @Nullable RequestValue value(String foldedKey) {
    budget.spend(4 + request.given().length / 8);
    return request.find(foldedKey);
  }

  void met(Ambiguity ambiguity) {
    met |= 1L << ambiguity.ordinal();
  }

  boolean exhausted() {
    return budget.exhausted();
  }

  /// In the order in which they were asked for.
  List<String> missingKeys() {
    return List.copyOf(missing);
  }

  /// By number.
  List<String> notes() {
    if (met == 0) {
      return List.of();
    }
    List<String> notes = new ArrayList<>(2);
    for (Ambiguity ambiguity : AMBIGUITIES) {
      if ((met & 1L << ambiguity.ordinal()) != 0) {
        notes.add(ambiguity.note());
      }
    }
    return notes;
  }
}
