package io.keytrail.audit.index;

import io.keytrail.audit.query.AuditQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which events a search is about.
///
/// @param from inclusive; absent: all time
/// @param to exclusive; absent: all time
/// @param owners accounts whose events may be seen, whatever the query says; absent: all. Taken
///     from the session alone, never from the request
/// @param budget how long it may take; what is found by then is the answer, marked as incomplete
public record SearchScope(
    AuditQuery query,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Set<String>> owners,
    Duration budget) {
  public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(2);

  public SearchScope {
    owners = owners.map(Set::copyOf);
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("a search needs time");
    }
  }

  /// All events that match, without any filter: for operators.
  public static SearchScope of(AuditQuery query) {
    return new SearchScope(
        query, Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_BUDGET);
  }

  public SearchScope ownedBy(Set<String> accounts) {
    return new SearchScope(query, from, to, Optional.of(accounts), budget);
  }

  public SearchScope between(Optional<Instant> start, Optional<Instant> end) {
    return new SearchScope(query, start, end, owners, budget);
  }

  public SearchScope within(Duration time) {
    return new SearchScope(query, from, to, owners, time);
  }
}
