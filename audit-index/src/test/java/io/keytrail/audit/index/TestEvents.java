package io.keytrail.audit.index;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.query.AuditQueries;
import io.keytrail.audit.query.AuditQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Small events and requests for tests.
final class TestEvents {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final String ACCOUNT = "123456789012";

  private TestEvents() {}

  static AuditEvent event(long seq, String time) {
    return event(seq, time, "id-" + seq, ACCOUNT);
  }

  static AuditEvent event(long seq, String time, String eventId, String account) {
    return new AuditEvent(
        seq,
        JsonObject.builder()
            .put("eventTime", time)
            .put("eventName", "Decrypt")
            .put("eventID", eventId)
            .put("recipientAccountId", account)
            .build(),
        Optional.empty());
  }

  static SearchScope scope(String query) {
    AuditQuery bound = AuditQueries.parse(query, NOW).query().orElseThrow();
    return SearchScope.of(bound).within(Duration.ofMinutes(1));
  }

  static List<Long> seqs(SearchResult result) {
    return result.hits().stream().map(SearchResult.Hit::seq).toList();
  }

  static List<Long> search(AuditIndex index, String query) throws Exception {
    return seqs(index.search(SearchRequest.first(scope(query), 1_000)));
  }
}
