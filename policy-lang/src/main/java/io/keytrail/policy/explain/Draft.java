package io.keytrail.policy.explain;

import io.keytrail.policy.eval.AccessRequest;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.policy.explain.NearMiss.Change;
import io.keytrail.policy.explain.NearMiss.Edit;
import io.keytrail.policy.explain.NearMiss.Failed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A change in the making: what is to be asked otherwise, and what is to be written otherwise.
/// Confined to one near miss.
final class Draft {
  private final AccessRequest request;
  private final GivenPairs given;
  private final List<Failed> failed = new ArrayList<>(2);
  private final List<String> words = new ArrayList<>(2);
  private final Map<String, ContextValue> context = new LinkedHashMap<>();
  private final List<String> without = new ArrayList<>(0);
  private final Map<String, String> pairs = new LinkedHashMap<>();
  private final List<String> tokens = new ArrayList<>(0);
  private final List<Edit> edits = new ArrayList<>(1);

  Draft(AccessRequest request) {
    this.request = request;
    this.given = new GivenPairs(request);
  }

  AccessRequest request() {
    return request;
  }

  void failed(Explanation.Kind kind, String label, String expected, String actual) {
    failed.add(new Failed(kind, label, expected, actual));
  }

  /// A pair of the encryption context is given as that.
  void give(String key, ContextValue value) {
    if (GivenPairs.isPair(key) && !value.multi()) {
      pair(key.substring(GivenPairs.PAIR.length()), value.values().getFirst());
    } else {
      put(key, value);
    }
  }

  /// Whether the request says by its encryption context what the key is: nobody can ask otherwise.
  boolean settles(String key) {
    return GivenPairs.same(key, GivenPairs.KEYS) && !given.all().isEmpty();
  }

  private void put(String key, ContextValue value) {
    context.put(key, value);
    words.add("ask with `" + key + "` = `" + String.join(", ", value.values()) + "`");
  }

  void pair(String key, String value) {
    if (given.asKeys(key)) {
      put(GivenPairs.PAIR + key, ContextValue.of(value));
    } else {
      pairs.put(key, value);
      words.add("ask with the pair `" + key + "` = `" + value + "` in the encryption context");
    }
  }

  void leaveOut(String key) {
    without.add(key);
    words.add("ask without `" + key + "`");
  }

  void token(String grantId) {
    tokens.add(grantId);
    words.add("ask with the token of grant `" + grantId + "`");
  }

  /// @param where for people: `Action of statement 2 of the …`
  void add(String pointer, String value, String where) {
    edits.add(new Edit(pointer, value, false));
    words.add("add `" + value + "` to " + where);
  }

  void replace(String pointer, String value, String where) {
    edits.add(new Edit(pointer, value, true));
    words.add("make `" + value + "` " + where);
  }

  /// Whether it is to be asked otherwise at all.
  boolean changesRequest() {
    return !(context.isEmpty() && without.isEmpty() && pairs.isEmpty() && tokens.isEmpty());
  }

  /// The request as it is to be asked.
  AccessRequest changed() {
    if (!changesRequest()) {
      return request;
    }
    Map<String, ContextValue> asked = new HashMap<>();
    request
        .context()
        .forEach(
            (key, value) -> {
              if (!replaced(key, value)) {
                asked.put(key, value);
              }
            });
    asked.putAll(context);
    Map<String, String> encryption = new HashMap<>(request.encryptionContext());
    pairs.forEach((key, _) -> encryption.keySet().removeIf(old -> GivenPairs.same(old, key)));
    encryption.putAll(pairs);
    List<String> presented = new ArrayList<>(request.grantTokens());
    presented.addAll(tokens);
    return new AccessRequest(
        request.principal(),
        request.action(),
        request.resource(),
        request.resourceAccount(),
        asked,
        encryption,
        presented,
        request.unknownContext());
  }

  /// Pairs that stand in the context because they are in the encryption context follow it again.
  private boolean replaced(String key, ContextValue value) {
    return (!pairs.isEmpty() && given.follows(key, value))
        || context.keySet().stream().anyMatch(other -> GivenPairs.same(other, key))
        || without.stream().anyMatch(other -> GivenPairs.same(other, key));
  }

  List<Failed> failed() {
    return failed;
  }

  Change change() {
    return new Change(String.join(", and ", words), context, without, pairs, tokens, edits);
  }
}
