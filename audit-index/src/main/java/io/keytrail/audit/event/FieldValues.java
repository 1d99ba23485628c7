package io.keytrail.audit.event;

import io.keytrail.audit.schema.AuditFields;
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
  private static final int MAX_RESOURCES = 200;

  private final Map<String, LinkedHashSet<String>> values = new HashMap<>();
  private final Set<String> objects = new LinkedHashSet<>();
  private final Set<ContextPair> context = new LinkedHashSet<>();
  private final Set<EventResource> resources = new LinkedHashSet<>();

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

  /// Something the call was about. A record that names very many is found by the first ones.
  void resource(String type, String name) {
    if (!name.isEmpty()
        && resources.size() < MAX_RESOURCES
        && resources.add(new EventResource(wellFormed(type), wellFormed(name)))) {
      addUnlessEmpty("resourceType", type);
    }
  }

  /// To be called last: names that no other of the fields that stand for `resourceName` holds.
  private void otherNames() {
    for (EventResource resource : resources) {
      String name = resource.name();
      boolean elsewhere =
          AuditFields.standingFor("resourceName").stream()
              .map(field -> values.get(field.name()))
              .anyMatch(known -> known != null && known.contains(name));
      if (!elsewhere) {
        add("resourceName", name);
      }
    }
  }

  boolean has(String field) {
    return values.containsKey(field);
  }

  EnrichedEvent event(long seq, OptionalLong time, String owner) {
    otherNames();
    var lists = new HashMap<String, List<String>>();
    values.forEach((field, texts) -> lists.put(field, List.copyOf(texts)));
    return new EnrichedEvent(
        seq,
        time,
        owner,
        Collections.unmodifiableMap(lists),
        Collections.unmodifiableSet(objects),
        List.copyOf(context),
        List.copyOf(resources));
  }

  static String wellFormed(String text) {
    return IndexTerm.wellFormed(text);
  }
}
