package io.keytrail.policy.explain;

import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The pairs of an encryption context, however a request gives them: as such, or as the condition
/// keys that follow from it. Immutable.
final class GivenPairs {
  static final String PAIR = "kms:EncryptionContext:";
  static final String KEYS = "kms:EncryptionContextKeys";
  private static final String FOLDED_PAIR = Catalogue.fold(PAIR);

  private final AccessRequest request;

  GivenPairs(AccessRequest request) {
    this.request = request;
  }

  static boolean isPair(String key) {
    return Catalogue.fold(key).startsWith(FOLDED_PAIR);
  }

  /// Both forms together, for people and comparisons; of a key with several values they are listed.
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(request.encryptionContext());
    request
        .context()
        .forEach(
            (key, value) -> {
              if (isPair(key) && !follows(key, value)) {
                all.put(key.substring(PAIR.length()), String.join(", ", value.values()));
              }
            });
    return all;
  }

  /// Whether the request gives exactly this pair.
  boolean holds(String key, String value) {
    return all().entrySet().stream()
        .anyMatch(pair -> same(pair.getKey(), key) && pair.getValue().equals(value));
  }

  /// Whether a further pair has to be asked for as a condition key: the one of that name stands
  /// there, or all do.
  boolean asKeys(String name) {
    boolean there = false;
    boolean named = false;
    for (Map.Entry<String, ContextValue> given : request.context().entrySet()) {
      if (isPair(given.getKey()) && !follows(given.getKey(), given.getValue())) {
        there = true;
        named |= same(given.getKey().substring(PAIR.length()), name);
      }
    }
    return named || (there && request.encryptionContext().isEmpty());
  }

  /// Whether a condition key says no more than the encryption context does.
  boolean follows(String key, ContextValue value) {
    Map<String, String> pairs = request.encryptionContext();
    if (isPair(key)) {
      String name = key.substring(PAIR.length());
      return !value.multi()
          && pairs.entrySet().stream()
              .anyMatch(
                  pair ->
                      same(pair.getKey(), name)
                          && pair.getValue().equals(value.values().getFirst()));
    }
    return same(key, KEYS) && Set.copyOf(value.values()).equals(pairs.keySet());
  }

  static boolean same(String a, String b) {
    return Catalogue.fold(a).equals(Catalogue.fold(b));
  }
}
