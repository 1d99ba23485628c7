package io.keytrail.audit.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.AuditEventBytes;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.event.EvaluatedRequest;
import io.keytrail.audit.event.EventLogRow;
import io.keytrail.audit.event.RepresentativeRecords;
import io.keytrail.audit.event.ZstdDictionaries;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.query.AuditQueries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An event that was imported is told apart from one that happened here: in the log, in the index
/// and by a query.
final class ImportedEventsTest {
  private static final UUID IMPORT = UUID.fromString("0b7e6ad8-93f0-4b8e-8a4f-5d3e0f1c2a9b");
  private static final JsonObject RECORD =
      JsonObject.builder()
          .put("eventID", "one")
          .put("eventTime", "2023-07-10T12:00:00Z")
          .put("recipientAccountId", "123456789012")
          .build();

  @TempDir Path folder;

  @Test
  void mark_staysWithTheRecordInTheLog() throws Exception {
    byte[] json = JsonWriter.toBytes(RECORD);
    ZstdDictionaries dictionaries = ZstdDictionaries.builtIn();
    byte[] row =
        EventLogRow.encode(
            List.of(
                AuditEventBytes.imported(json, IMPORT),
                AuditEventBytes.of(RECORD, Optional.empty())),
            dictionaries.current());
    EventLogRow read = EventLogRow.decode(row, dictionaries);
    AuditEvent imported = read.event(0).at(1);
    assertThat(imported.importId()).contains(IMPORT);
    assertThat(imported.evaluated()).isEmpty();
    assertThat(imported.record()).isEqualTo(RECORD);
    assertThat(read.event(0).recordUtf8()).isEqualTo(json);
    assertThat(read.event(0).hasEvaluated()).isFalse();
    assertThat(read.event(1).at(2).importId()).isEmpty();
  }

  @Test
  void importedEvent_withAnEvaluatedRequest_cannotBe() {
    var records = new RepresentativeRecords(1);
    Optional<EvaluatedRequest> judged = Optional.empty();
    while (judged.isEmpty()) {
      judged = records.next(1).evaluated();
    }
    Optional<EvaluatedRequest> some = judged;
    assertThatThrownBy(() -> new AuditEvent(1, RECORD, some, Optional.of(IMPORT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ownAndImportedEventsOfOneId_standBesideEachOther() throws Exception {
    try (AuditIndex index = AuditIndex.open(folder)) {
      assertThat(index.add(List.of(own(1), imported(2), own(3), imported(4)), "p"))
          .isEqualTo(new AuditIndex.Added(2, 2, 0));
      index.refresh();
      assertThat(index.add(List.of(own(5), imported(6)), "q"))
          .isEqualTo(new AuditIndex.Added(0, 2, 0));
      assertThat(found(index, "eventID = one")).containsExactlyInAnyOrder(1L, 2L);
      assertThat(found(index, "import is absent")).containsExactly(1L);
      assertThat(found(index, "import = " + IMPORT)).containsExactly(2L);
    }
  }

  @Test
  void derivedFields_nameTheImport() {
    assertThat(Enricher.enrich(imported(1)).derived().string("import")).contains(IMPORT.toString());
    assertThat(Enricher.enrich(own(1)).derived().member("import")).isEmpty();
  }

  private static List<Long> found(AuditIndex index, String text) throws Exception {
    var query = AuditQueries.parse(text, Instant.EPOCH).query().orElseThrow();
    return index.search(SearchRequest.first(SearchScope.of(query), 10)).hits().stream()
        .map(SearchResult.Hit::seq)
        .toList();
  }

  private static AuditEvent own(long seq) {
    return new AuditEvent(seq, RECORD, Optional.empty());
  }

  private static AuditEvent imported(long seq) {
    return new AuditEvent(seq, RECORD, Optional.empty(), Optional.of(IMPORT));
  }
}
