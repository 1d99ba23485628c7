package io.keytrail.audit.index;

import static io.keytrail.audit.index.TestEvents.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.Enricher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages, buckets and counts against the obvious way to compute them.
final class PagingTest {
  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final RandomEvents source = new RandomEvents(random);
  private long nextSeq;

  @Test
  void pages_areOneBigPage_whileEventsAreAdded(@TempDir Path root) throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      var _ = add(index, 200);
      for (String query :
          List.of("", "service = kms", "not eventName = Decrypt", "directory is present")) {
        for (int limit : new int[] {1, 9, 60}) {
          SearchRequest request = SearchRequest.first(scope(query), limit);
          List<SearchResult.Hit> big =
              index.search(SearchRequest.first(scope(query), 1_000)).hits();
          assertThat(big).as("the big page holds all").hasSizeLessThan(1_000);
          assertThat(pages(index, request, limit == 1 ? 15 : Integer.MAX_VALUE))
              .as("-Dseed=" + seed + " " + query + " by " + limit)
              .isEqualTo(limit == 1 ? big.subList(0, Math.min(15, big.size())) : big);
        }
      }
    }
  }

  @Test
  void histogram_countsEveryTimedEvent(@TempDir Path root) throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      List<EnrichedEvent> events = add(index, 800);
      for (long width : new long[] {3_600_000, 86_400_000, 1_000_000_000}) {
        for (String query : List.of("", "service = kms")) {
          var expected = new TreeMap<Long, Long>();
          for (EnrichedEvent event : events) {
            boolean asked = query.isEmpty() || event.values("service").contains("kms");
            if (asked && event.eventTimeMillis().isPresent()) {
              long start = Math.floorDiv(event.sortTimeMillis(), width) * width;
              expected.merge(start, 1L, Long::sum);
            }
          }
          Histogram histogram = index.histogram(scope(query), width);
          var found = new TreeMap<Long, Long>();
          histogram.buckets().forEach(b -> found.put(b.startMillis(), b.count()));
          assertThat(found).as("-Dseed=" + seed).isEqualTo(expected);
          assertThat(histogram.coverage().complete()).isTrue();
        }
      }
    }
  }

  @Test
  void facet_countsEveryValue(@TempDir Path root) throws Exception {
    try (AuditIndex index = AuditIndex.open(root)) {
      List<EnrichedEvent> events = add(index, 500);
      for (String field :
          List.of("principal", "eventName", "sid", "readOnly", "account", "decision")) {
        Map<String, Long> expected = new HashMap<>();
        events.forEach(e -> e.values(field).forEach(v -> expected.merge(cut(v), 1L, Long::sum)));
        Facet facet = index.facet(scope(""), field, 100_000);
        Map<String, Long> found = new HashMap<>();
        facet.values().forEach(value -> found.put(value.value(), value.count()));
        assertThat(found).as("-Dseed=" + seed + " " + field).isEqualTo(expected);
        assertThat(facet.distinct()).isEqualTo(expected.size());
        assertThat(index.facet(scope(""), field, 1).values())
            .isEqualTo(facet.values().subList(0, 1));
      }
    }
  }

  private static String cut(String value) {
    return switch (io.keytrail.audit.schema.IndexTerm.of(value)) {
      case io.keytrail.audit.schema.IndexTerm.Exact(String text) -> text;
      case io.keytrail.audit.schema.IndexTerm.Hashed(var _, String beginning) -> beginning;
    };
  }

  private List<SearchResult.Hit> pages(AuditIndex index, SearchRequest first, int atMost)
      throws Exception {
    var all = new ArrayList<SearchResult.Hit>();
    SearchRequest request = first;
    while (true) {
      SearchResult page = index.search(request);
      all.addAll(page.hits());
      if (page.next().isEmpty() || all.size() >= atMost) {
        return all;
      }
      var _ = add(index, 1);
      request = first.after(Cursor.parse(page.next().get().text()).orElseThrow());
    }
  }

  private List<EnrichedEvent> add(AuditIndex index, int count) throws Exception {
    var events = new ArrayList<AuditEvent>();
    for (int i = 0; i < count; i++) {
      events.add(source.next(nextSeq++));
      if (random.nextInt(60) == 0) {
        index.refresh();
      }
    }
    var _ = index.add(events, "p");
    index.refresh();
    return events.stream().map(Enricher::enrich).toList();
  }
}
