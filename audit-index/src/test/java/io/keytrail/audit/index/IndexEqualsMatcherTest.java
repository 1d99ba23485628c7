package io.keytrail.audit.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.keytrail.audit.RealCloudTrail;
import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.query.AuditQueries;
import io.keytrail.audit.query.AuditQuery;
import io.keytrail.audit.query.QueryMatcher;
import io.keytrail.policy.condition.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S10: what the index answers is what the matcher picks out of all events.
final class IndexEqualsMatcherTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @Test
  void randomEvents_randomQueries(@TempDir Path root) throws Exception {
    var source = new RandomEvents(random);
    var events = new ArrayList<AuditEvent>();
    for (int seq = 0; seq < 500; seq++) {
      events.add(source.next(seq));
    }
    compare(root, events, 500);
  }

  @Test
  void realEvents_randomQueries(@TempDir Path root) throws Exception {
    var events = new ArrayList<AuditEvent>();
    for (JsonObject record : RealCloudTrail.records()) {
      events.add(new AuditEvent(events.size(), record, Optional.empty()));
    }
    compare(root, events, 150);
  }

  private void compare(Path root, List<AuditEvent> events, int queries) throws Exception {
    List<EnrichedEvent> enriched = events.stream().map(Enricher::enrich).toList();
    var asker = new RandomQueries(random, enriched);
    try (AuditIndex index = AuditIndex.open(root)) {
      for (int from = 0; from < events.size(); from += 100) {
        AuditIndex.Added added =
            index.add(events.subList(from, Math.min(events.size(), from + 100)), "p" + from);
        assertThat(added.quarantined() + added.duplicates()).as("-Dseed=" + seed).isZero();
        if (random.nextBoolean()) {
          index.refresh();
        }
      }
      index.refresh();
      int notEmpty = 0;
      for (int i = 0; i < queries; i++) {
        notEmpty += compare(index, enriched, asker.next(3)) ? 1 : 0;
      }
      assertThat(notEmpty).as("-Dseed=" + seed).isGreaterThan(queries / 4);
    }
  }

  private boolean compare(AuditIndex index, List<EnrichedEvent> events, Condition condition)
      throws Exception {
    AuditQueries.Result bound = AuditQueries.bind(condition, NOW);
    if (bound.query().isEmpty()) {
      return false;
    }
    AuditQuery query = bound.query().get();
    Optional<Set<String>> owners =
        random.nextInt(4) == 0 ? Optional.of(Set.of("210987654321", "x")) : Optional.empty();
    QueryMatcher matcher = QueryMatcher.of(query, owners);
    List<Long> expected =
        events.stream()
            .filter(matcher::matches)
            .sorted(
                Comparator.comparingLong(EnrichedEvent::sortTimeMillis)
                    .thenComparingLong(EnrichedEvent::seq)
                    .reversed())
            .map(EnrichedEvent::seq)
            .toList();
    var scope =
        new SearchScope(query, Optional.empty(), Optional.empty(), owners, Duration.ofMinutes(1));
    SearchResult result = index.search(SearchRequest.first(scope, 1_000).exactly());
    String shown = "-Dseed=" + seed + " " + query.root();
    assertThat(result.hits().stream().map(SearchResult.Hit::seq).toList())
        .as(shown)
        .isEqualTo(expected.subList(0, Math.min(expected.size(), 1_000)));
    assertThat(result.total()).as(shown).isEqualTo(new SearchResult.Total(expected.size(), true));
    return !expected.isEmpty();
  }
}
