package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.List;

/// Kept snapshots as the API shows them.
final class SnapshotEntries {
  private SnapshotEntries() {}

  static JsonObject one(SnapshotStore.Entry entry) {
    return JsonObject.builder()
        .put("id", entry.id())
        .put("account", entry.subject())
        .put("taken", entry.taken().toString())
        .put("kept", entry.kept().toString())
        .put("principals", entry.counts().principals())
        .put("keys", entry.counts().keys())
        .put("policies", entry.counts().policies())
        .put("bytes", entry.bytes())
        .build();
  }

  static JsonObject all(List<SnapshotStore.Entry> entries) {
    return JsonObject.builder()
        .put(
            "snapshots",
            new JsonArray(entries.stream().<JsonValue>map(SnapshotEntries::one).toList()))
        .build();
  }
}
