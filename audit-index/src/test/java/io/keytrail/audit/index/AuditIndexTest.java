package io.keytrail.audit.index;

import static io.keytrail.audit.index.TestEvents.ACCOUNT;
import static io.keytrail.audit.index.TestEvents.event;
import static io.keytrail.audit.index.TestEvents.scope;
import static io.keytrail.audit.index.TestEvents.search;
import static io.keytrail.audit.index.TestEvents.seqs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.index.AuditIndex.Added;
import io.keytrail.audit.index.SearchResult.Total;
import io.keytrail.audit.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditIndexTest {
  private static final String NOVEMBER = "2026-11-23T10:15:30Z";

  @TempDir Path root;

  @Test
  void emptyIndex_answers() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      SearchResult result = index.search(SearchRequest.first(scope(""), 50));
      assertThat(result.hits()).isEmpty();
      assertThat(result.total()).isEqualTo(new Total(0, true));
      assertThat(result.next()).isEmpty();
      assertThat(result.coverage())
          .isEqualTo(new Coverage(Optional.empty(), Optional.empty(), -1, true));
      assertThat(index.position()).isEmpty();
      assertThat(index.visibleUpTo()).isEqualTo(-1);
    }
  }

  @Test
  void newestFirst_acrossMonths_tiesBySeq() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(
          index,
          event(1, "2026-10-31T23:59:59Z"),
          event(2, NOVEMBER),
          event(3, "2026-12-01T00:00:00Z"),
          event(4, NOVEMBER),
          event(5, "no time"),
          event(6, "2150-01-01T00:00:00Z"),
          event(7, "1999-01-01T00:00:00Z"));
      assertThat(search(index, "")).containsExactly(6L, 3L, 4L, 2L, 1L, 7L, 5L);
      assertThat(search(index, "eventTime is absent")).containsExactly(5L);
      assertThat(search(index, "seq > 5 or seq = 1")).containsExactly(6L, 1L, 7L);
      assertThat(index.visibleUpTo()).isEqualTo(7);
    }
  }

  @Test
  void addedEvents_areVisibleAfterRefresh_notBefore() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(index, event(1, NOVEMBER));
      var _ = index.add(List.of(event(2, NOVEMBER)), "p");
      assertThat(search(index, "")).containsExactly(1L);
      index.refresh();
      assertThat(search(index, "")).containsExactly(2L, 1L);
    }
  }

  @Test
  void sameEvent_isAddedOnce() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.add(List.of(event(1, NOVEMBER), event(1, NOVEMBER)), "p"))
          .isEqualTo(new Added(1, 1, 0));
      index.refresh();
      assertThat(index.add(List.of(event(2, NOVEMBER, "id-1", ACCOUNT)), "p"))
          .isEqualTo(new Added(0, 1, 0));
      index.commit();
    }
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.add(List.of(event(1, NOVEMBER), event(3, NOVEMBER)), "p"))
          .isEqualTo(new Added(1, 1, 0));
      index.refresh();
      assertThat(search(index, "")).containsExactly(3L, 1L);
    }
  }

  @Test
  void anothersImport_doesNotReplaceAnEvent() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(index, event(1, NOVEMBER, "id", ACCOUNT));
      add(index, event(2, NOVEMBER, "id", "210987654321"));
      assertThat(search(index, "eventID = id")).containsExactly(2L, 1L);
    }
  }

  @Test
  void eventWithoutId_isKnownBySeq() throws Exception {
    AuditEvent bare = new AuditEvent(9, JsonObject.EMPTY, Optional.empty());
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.add(List.of(bare, bare), "p")).isEqualTo(new Added(1, 1, 0));
      index.refresh();
      assertThat(index.add(List.of(bare), "p")).isEqualTo(new Added(0, 1, 0));
    }
  }

  @Test
  void withoutCommit_theLastPositionIsBack() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      var _ = index.add(List.of(event(1, NOVEMBER)), "one");
      index.commit();
      assertThat(index.position()).isEqualTo("one");
      var _ = index.add(List.of(event(2, NOVEMBER), event(3, "2026-12-01T00:00:00Z")), "two");
      index.refresh();
      assertThat(search(index, "")).containsExactly(3L, 2L, 1L);
      assertThat(index.position()).isEqualTo("one");
    }
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.position()).isEqualTo("one");
      assertThat(search(index, "")).containsExactly(1L);
      var _ = index.add(List.of(event(2, NOVEMBER), event(3, "2026-12-01T00:00:00Z")), "two");
      index.refresh();
      assertThat(search(index, "")).containsExactly(3L, 2L, 1L);
    }
  }

  @Test
  void copyTakenAtAnyMoment_opensAtACommittedPosition(@TempDir Path copies) throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      var source = new RandomEvents(new java.util.Random(7));
      for (int batch = 0; batch < 12; batch++) {
        var events = new ArrayList<AuditEvent>();
        for (int i = 0; i < 40; i++) {
          events.add(source.next(batch * 40L + i));
        }
        var _ = index.add(events, Integer.toString(batch + 1));
        if (batch % 3 == 0) {
          index.commit();
        } else if (batch % 3 == 1) {
          index.refresh();
        }
        Path copy = copies.resolve("c" + batch);
        copy(root, copy);
        try (AuditIndex crashed = AuditIndex.open(copy)) {
          int committed = batch / 3 * 3 + 1;
          assertThat(crashed.position()).isEqualTo(Integer.toString(committed));
          SearchResult all = crashed.search(SearchRequest.first(scope(""), 0).exactly());
          assertThat(all.total().value()).isGreaterThanOrEqualTo(committed * 40L);
        }
      }
    }
  }

  @Test
  void manyMonths_areCooledAndWarmedAgain() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      for (int round = 0; round < 2; round++) {
        for (int month = 1; month <= 9; month++) {
          var _ =
              index.add(
                  List.of(event(round * 10 + month, "2026-0" + month + "-15T00:00:00Z")), "p");
        }
      }
      index.refresh();
      assertThat(search(index, "")).hasSize(18).startsWith(19L, 9L, 18L, 8L);
      index.commit();
    }
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(search(index, "")).hasSize(18);
    }
  }

  @Test
  void poisonEvent_isCounted_andStopsNothing() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      index.quarantine(4, "the record is not JSON");
      var _ = index.add(List.of(event(5, NOVEMBER)), "p");
      index.commit();
      assertThat(index.lastQuarantined())
          .containsExactly(new AuditIndex.Quarantined(4, "the record is not JSON"));
    }
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.quarantined()).isEqualTo(1);
      assertThat(search(index, "")).containsExactly(5L);
    }
  }

  @Test
  void hugeValues_areIndexed() throws Exception {
    String huge = "x".repeat(40_000);
    JsonObject record =
        JsonObject.builder()
            .put("eventID", huge)
            .put("recipientAccountId", huge)
            .put("userAgent", huge + " y")
            .put(
                "requestParameters",
                JsonObject.builder()
                    .put("encryptionContext", JsonObject.builder().put(huge, huge).build())
                    .build())
            .build();
    try (AuditIndex index = AuditIndex.open(root)) {
      AuditEvent event = new AuditEvent(1, record, Optional.empty());
      assertThat(index.add(List.of(event, event), "p")).isEqualTo(new Added(1, 1, 0));
      index.refresh();
      assertThat(index.add(List.of(event), "p")).isEqualTo(new Added(0, 1, 0));
      assertThat(search(index, "eventID = " + huge)).containsExactly(1L);
      assertThat(search(index, "eventID like \"xx*\"")).containsExactly(1L);
      assertThat(search(index, "kms:EncryptionContext:\"" + huge + "\" = " + huge))
          .containsExactly(1L);
      assertThat(search(index, "kms:EncryptionContext:\"" + huge + "\" is present"))
          .containsExactly(1L);
      assertThat(seqs(index.search(SearchRequest.first(scope("").ownedBy(Set.of(huge)), 9))))
          .containsExactly(1L);
    }
  }

  @Test
  void window_isHalfOpen() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(
          index,
          event(1, "2026-10-31T23:59:59Z"),
          event(2, "2026-11-01T00:00:00Z"),
          event(3, "2026-11-30T23:59:59Z"),
          event(4, "2026-12-01T00:00:00Z"));
      Instant november = Instant.parse("2026-11-01T00:00:00Z");
      Instant december = Instant.parse("2026-12-01T00:00:00Z");
      assertThat(between(index, Optional.of(november), Optional.of(december)))
          .containsExactly(3L, 2L);
      assertThat(between(index, Optional.of(november.plusMillis(1)), Optional.empty()))
          .containsExactly(4L, 3L);
      assertThat(between(index, Optional.empty(), Optional.of(december.plusMillis(1))))
          .containsExactly(4L, 3L, 2L, 1L);
      assertThat(between(index, Optional.of(Instant.MIN), Optional.of(Instant.MAX))).hasSize(4);
      assertThat(between(index, Optional.of(december), Optional.of(november))).isEmpty();
    }
  }

  @Test
  void accounts_filterHitsTotalsFacetsAndHistograms() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(index, event(1, NOVEMBER, "a", ACCOUNT), event(2, NOVEMBER, "b", "210987654321"));
      SearchScope mine = scope("not eventID = zzz").ownedBy(Set.of(ACCOUNT));
      SearchResult result = index.search(SearchRequest.first(mine, 10).exactly());
      assertThat(seqs(result)).containsExactly(1L);
      assertThat(result.total()).isEqualTo(new Total(1, true));
      assertThat(index.facet(mine, "account", 10).values())
          .containsExactly(new Facet.Value(ACCOUNT, 1));
      assertThat(index.histogram(mine, 1_000).buckets()).hasSize(1).allMatch(b -> b.count() == 1);
      assertThat(seqs(index.search(SearchRequest.first(scope("").ownedBy(Set.of()), 10))))
          .isEmpty();
    }
  }

  @Test
  void total_isCappedUnlessExact() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      var events = new ArrayList<AuditEvent>();
      for (int i = 0; i < 1_500; i++) {
        events.add(event(i, NOVEMBER));
      }
      add(index, events.toArray(AuditEvent[]::new));
      SearchRequest request = SearchRequest.first(scope("eventName = Decrypt and seq >= 0"), 10);
      assertThat(index.search(request).total()).isEqualTo(new Total(1_000, false));
      assertThat(index.search(request.exactly()).total()).isEqualTo(new Total(1_500, true));
    }
  }

  @Test
  void budget_endsASearch_markedIncomplete() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(index, event(1, NOVEMBER));
      SearchResult result =
          index.search(
              SearchRequest.first(scope("eventID like \"*1\"").within(Duration.ofNanos(1)), 10));
      assertThat(result.hits()).isEmpty();
      assertThat(result.next()).isEmpty();
      assertThat(result.coverage().complete()).isFalse();
    }
  }

  @Test
  void retention_dropsWholeMonths(@TempDir Path other) throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(
          index,
          event(1, "2026-09-30T23:59:59Z"),
          event(2, "2026-10-01T00:00:00Z"),
          event(3, NOVEMBER),
          event(4, "no time"));
      assertThat(index.dropBefore(Instant.parse("2026-10-31T00:00:00Z")))
          .containsExactly("2026-09");
      assertThat(search(index, "")).containsExactly(3L, 2L, 4L);
      assertThat(index.dropBefore(Instant.parse("2026-11-01T00:00:00Z")))
          .containsExactly("2026-10");
      assertThat(search(index, "")).containsExactly(3L, 4L);
      add(index, event(5, "2026-10-02T00:00:00Z"));
      assertThat(search(index, "")).containsExactly(3L, 5L, 4L);
      index.commit();
    }
    assertThat(Files.exists(root.resolve("2026-09"))).isFalse();
  }

  @Test
  void oneProcessOnly() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.position()).isEmpty();
      assertThatThrownBy(() -> AuditIndex.open(root))
          .isInstanceOf(IOException.class)
          .hasMessage("the audit index is open already");
    }
  }

  @Test
  void damagedIndex_saysSo_andCanBeMadeAnew() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(index, event(1, NOVEMBER));
      index.commit();
    }
    try (var files = Files.list(root.resolve("2026-11"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("segments")).toList()) {
        Files.write(file, new byte[30]);
      }
    }
    assertThatThrownBy(() -> AuditIndex.open(root)).isInstanceOf(DamagedIndexException.class);
    AuditIndex.destroy(root);
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.position()).isEmpty();
    }
  }

  @Test
  void indexOfAnotherLayout_saysSo() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(index, event(1, NOVEMBER));
      index.commit();
    }
    Path position = root.resolve("position.json");
    String text = Files.readString(position);
    Files.writeString(position, text.replace(IndexLayout.CURRENT, "0123"));
    assertThatThrownBy(() -> AuditIndex.open(root)).isInstanceOf(OutdatedIndexException.class);
    Files.delete(position);
    assertThatThrownBy(() -> AuditIndex.open(root))
        .as("events of an unknown layout")
        .isInstanceOf(OutdatedIndexException.class);
    Files.writeString(position, text);
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(search(index, "")).containsExactly(1L);
    }
  }

  @Test
  void crashBeforeTheFirstCommit_isNoOtherLayout() throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      add(index, event(1, NOVEMBER));
    }
    try (AuditIndex index = AuditIndex.open(root)) {
      assertThat(index.position()).isEmpty();
    }
  }

  @Test
  void cursor_isValidated() {
    Cursor cursor = new Cursor(-5, 3, 17, TestEvents.NOW);
    assertThat(Cursor.parse(cursor.text())).contains(cursor);
    for (String bad :
        List.of(
            "",
            "1",
            "1.0.0.0",
            "2.0.0.0.0",
            "1.0.5.4.0",
            "1.0.-1.4.0",
            "1.0.0.0.0.0",
            "1.A.0.0.0",
            "1.00.0.0.0",
            "1.zzzzzzzzzzzzz.0.0.0",
            "1..0.0.0",
            "1.0.0.0.zzzzzzzzzzzz")) {
      assertThat(Cursor.parse(bad)).as(bad).isEmpty();
    }
  }

  private static List<Long> between(AuditIndex index, Optional<Instant> from, Optional<Instant> to)
      throws IOException {
    return seqs(index.search(SearchRequest.first(scope("").between(from, to), 100)));
  }

  private static void add(AuditIndex index, AuditEvent... events) throws IOException {
    assertThat(index.add(List.of(events), "p").added()).isEqualTo(events.length);
    index.refresh();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
