package io.keytrail.server.trail;

import io.keytrail.audit.event.AuditEvent;
import io.keytrail.audit.event.Enricher;
import io.keytrail.audit.index.SearchRequest;
import io.keytrail.audit.index.SearchResult;
import io.keytrail.audit.index.SearchScope;
import io.keytrail.audit.query.AuditQuery;
import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.query.BoundQuery.OneOf;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.IndexTerm;
import io.keytrail.server.invoke.Unavailable;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of some events happened here and were not imported. Thread-safe.
public final class OwnEventIds {
  private static final Duration BUDGET = Duration.ofSeconds(10);
  private static final BoundQuery HERE =
      new BoundQuery.Not(new BoundQuery.Present(AuditFields.get(AuditFields.IMPORT)));

  private final Trail trail;

  OwnEventIds(Trail trail) {
    this.trail = trail;
  }

  /// Those of the events that the index has and that were not imported. Most accounts of which
  /// files are imported have no event of their own here, and then this costs next to nothing.
  ///
  /// @param eventIds at most 1,000, by account
  /// @param from of the earliest event, inclusive
  /// @param to of the latest event, inclusive
  public Future<Map<String, Set<String>>> among(
      Map<String, Set<String>> eventIds, Instant from, Instant to) {
    SearchScope scope =
        SearchScope.of(new AuditQuery(HERE, to))
            .between(Optional.of(from), Optional.of(to.plusMillis(1)))
            .ownedBy(eventIds.keySet())
            .within(BUDGET);
    return search(scope, 1)
        .compose(
            any ->
                any.hits().isEmpty()
                    ? Future.succeededFuture(Map.<String, Set<String>>of())
                    : named(scope, eventIds, to));
  }

  private Future<Map<String, Set<String>>> named(
      SearchScope scope, Map<String, Set<String>> eventIds, Instant now) {
    Set<String> ids =
        eventIds.values().stream()
            .flatMap(Collection::stream)
            .map(IndexTerm::wellFormed)
            .collect(Collectors.toSet());
    BoundQuery named =
        new BoundQuery.And(List.of(new OneOf(AuditFields.get("eventID"), ids), HERE));
    SearchScope narrow =
        new SearchScope(
            new AuditQuery(named, now), scope.from(), scope.to(), scope.owners(), BUDGET);
    return search(narrow, SearchRequest.MAX_LIMIT)
        .compose(found -> trail.log().read(seqs(found)))
        .map(events -> byAccount(events.values()));
  }

  private Future<SearchResult> search(SearchScope scope, int limit) {
    return trail
        .index()
        .search(SearchRequest.first(scope, limit))
        .map(
            found -> {
              if (!found.coverage().complete() && found.hits().size() < limit) {
                throw new Unsearched();
              }
              return found;
            });
  }

  private static List<Long> seqs(SearchResult found) {
    return found.hits().stream().map(SearchResult.Hit::seq).toList();
  }

  private static Map<String, Set<String>> byAccount(Collection<AuditEvent> events) {
    Map<String, Set<String>> ids = new HashMap<>();
    for (AuditEvent event : events) {
      event
          .record()
          .string("eventID")
          .ifPresent(
              id ->
                  ids.computeIfAbsent(Enricher.owner(event.record()), _ -> new HashSet<>())
                      .add(id));
    }
    return ids;
  }

  /// The index could not be searched to its end just now.
  private static final class Unsearched extends RuntimeException implements Unavailable {
    private static final long serialVersionUID = 1L;

    Unsearched() {
      super("the trail could not be searched to its end in time", null, false, false);
    }
  }
}
