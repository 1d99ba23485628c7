package io.keytrail.audit.index;

import java.util.Optional;

/// One page of a search, newest first.
///
/// @param limit events a page, 0 to [#MAX_LIMIT]
/// @param after where the page begins; absent: at the newest event
/// @param exact whether the total must be exact, whatever it costs
public record SearchRequest(SearchScope scope, int limit, Optional<Cursor> after, boolean exact) {
  public static final int MAX_LIMIT = 1_000;

  public SearchRequest {
    if (limit < 0 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is 0 to " + MAX_LIMIT);
    }
  }

  /// The first page.
  public static SearchRequest first(SearchScope scope, int limit) {
    return new SearchRequest(scope, limit, Optional.empty(), false);
  }

  /// The page that begins at `cursor`.
  public SearchRequest after(Cursor cursor) {
    return new SearchRequest(scope, limit, Optional.of(cursor), exact);
  }

  public SearchRequest exactly() {
    return new SearchRequest(scope, limit, after, true);
  }
}
