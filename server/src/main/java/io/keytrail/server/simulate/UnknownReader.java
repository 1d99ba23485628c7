package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `unknownContext`: a list of keys whose values the asker does not know, or `"rest"` for all
/// that are not given.
final class UnknownReader {
  private static final String NAME = "unknownContext";
  private static final String REST = "rest";

  private UnknownReader() {}

  /// @param context keys that have a value, and so cannot be unknown
  static Set<String> read(Members members, Map<String, ContextValue> context) {
    Optional<JsonValue> given = members.value(NAME);
    if (given.isEmpty()) {
      return Set.of();
    }
    if (given.get() instanceof JsonString(String text)) {
      if (text.equals(REST)) {
        return Set.of(REST);
      }
      throw expected(members.at(NAME));
    }
    if (!(given.get() instanceof JsonArray)) {
      throw expected(members.at(NAME));
    }
    List<String> keys = members.strings(NAME);
    for (int i = 0; i < keys.size(); i++) {
      refuse(keys.get(i), members.at(NAME) + "/" + i, context);
    }
    return new HashSet<>(keys);
  }

  private static Problem expected(String pointer) {
    return Members.expected(pointer, "a list of context keys, or `rest`");
  }

  private static void refuse(String key, String pointer, Map<String, ContextValue> context) {
    if (key.isEmpty()) {
      throw Members.expected(pointer, "a context key");
    }
    String folded = Catalogue.fold(key);
    if (context.keySet().stream().anyMatch(other -> Catalogue.fold(other).equals(folded))) {
      throw Problem.badRequest(
          pointer, "the key `" + key + "` is given a value and said to be unknown");
    }
  }
}
