package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.json.JsonObject;

/// An event as every answer shows it.
final class EventJson {
  private EventJson() {}

  static JsonObject of(AuditEvent event) {
    return of(event, Enricher.enrich(event).derived());
  }

  /// @param derived of this event
  static JsonObject of(AuditEvent event, JsonObject derived) {
    return JsonObject.builder()
        .put("event", event.record())
        .put("seq", event.seq())
        .put("derived", derived)
        .build();
  }
}
