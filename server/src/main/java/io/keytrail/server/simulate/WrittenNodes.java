package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonOut;
import io.keytrail.policy.explain.Explanation;
import org.jspecify.annotations.Nullable;

/// Small nodes of explanations with the JSON they were written to: a statement about other actions
/// has the same node in every answer to such a request, and is written out once. Confined to one
/// thread.
final class WrittenNodes {
  private static final ThreadLocal<WrittenNodes> OWN = ThreadLocal.withInitial(WrittenNodes::new);

  /// A power of two.
  private static final int PLACES = 256;

  /// In bytes of JSON; a node holds about as much.
  private static final int LARGEST = 2_000;

  private final @Nullable Place[] places = new @Nullable Place[PLACES];

  /// @param json absent until the node is met again: most are not
  private record Place(Explanation node, byte @Nullable [] json) {}

  private WrittenNodes() {}

  /// The calling thread's own.
  static WrittenNodes own() {
    return OWN.get();
  }

  void write(Explanation node, JsonOut out) {
    int number = System.identityHashCode(node) & PLACES - 1;
    Place place = places[number];
    boolean met = place != null && place.node == node;
    byte[] json = place != null && met ? place.json : null;
    if (json != null) {
      out.written(json);
      return;
    }
    int start = out.size();
    DecisionWriter.whole(node, out);
    if (out.size() - start <= LARGEST) {
      places[number] = new Place(node, met ? out.valueSince(start) : null);
    }
  }
}
