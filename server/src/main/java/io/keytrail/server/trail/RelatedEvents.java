package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.List;
import java.util.Optional;

/// The events that belong to one event, each with how it does.
final class RelatedEvents {
  /// How many are shown.
  static final int MOST = 50;

  private RelatedEvents() {}

  static JsonArray of(AuditEvent event, List<AuditEvent> others) {
    return new JsonArray(others.stream().<JsonValue>map(other -> entry(event, other)).toList());
  }

  private static JsonObject entry(AuditEvent event, AuditEvent other) {
    JsonObject.Builder entry = JsonObject.builder().put("relation", relation(event, other));
    for (String member : List.of("eventID", "eventName", "eventSource", "eventTime")) {
      other.record().string(member).ifPresent(text -> entry.put(member, text));
    }
    return entry.put("seq", other.seq()).build();
  }

  /// The strongest tie: a correction says more than a request in common.
  private static String relation(AuditEvent event, AuditEvent other) {
    if (corrects(other, event)) {
      return "amendedBy";
    }
    if (corrects(event, other)) {
      return "amends";
    }
    Optional<String> shared = event.record().string("sharedEventID");
    return shared.isPresent() && shared.equals(other.record().string("sharedEventID"))
        ? "sharedEvent"
        : "sameRequest";
  }

  private static boolean corrects(AuditEvent later, AuditEvent earlier) {
    Optional<String> original =
        later.record().object("addendum").flatMap(addendum -> addendum.string("originalEventID"));
    return original.isPresent() && original.equals(earlier.record().string("eventID"));
  }
}
