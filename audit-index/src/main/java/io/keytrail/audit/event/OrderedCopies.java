package io.keytrail.audit.event;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Immutable copies of maps in the order of their keys: equal maps become equal bytes.
final class OrderedCopies {
  private OrderedCopies() {}

  static <V> Map<String, V> of(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  static Map<String, List<String>> ofLists(Map<String, List<String>> map) {
    var copy = new TreeMap<String, List<String>>();
    map.forEach((kind, ids) -> copy.put(kind, List.copyOf(ids)));
    return Collections.unmodifiableMap(copy);
  }
}
