package io.keytrail.audit.event;

import io.keytrail.audit.schema.IndexTerm;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Collects the values of one event, each once. Confined to one thread.
final class FieldValues {
  private final Map<String, LinkedHashSet<String>> values = new HashMap<>();
  private final Set<String> objects = new LinkedHashSet<>();
  private final Set<ContextPair> context = new LinkedHashSet<>();

  void add(String field, String value) {
    var _ = values.computeIfAbsent(field, _ -> new LinkedHashSet<>(2)).add(wellFormed(value));
  }

  /// As [#add], unless the value is empty.
  void addUnlessEmpty(String field, String value) {
    if (!value.isEmpty()) {
      add(field, value);
    }
  }

  void object(String field) {
    var _ = objects.add(field);
  }

  void pair(String key, String value) {
    var _ = context.add(new ContextPair(wellFormed(key), wellFormed(value)));
  }

  boolean has(String field) {
    return values.containsKey(field);
  }

  EnrichedEvent event(long seq, OptionalLong time, String owner) {
    var lists = new HashMap<String, List<String>>();
    values.forEach((field, texts) -> lists.put(field, List.copyOf(texts)));
    return new EnrichedEvent(
        seq,
        time,
        owner,
        Collections.unmodifiableMap(lists),
        Collections.unmodifiableSet(objects),
        List.copyOf(context));
  }

  static String wellFormed(String text) {
    return IndexTerm.wellFormed(text);
  }
}
