package io.keytrail.audit.index;

import java.util.List;
import java.util.Optional;

/// One page.
///
/// @param total of all pages
/// @param next where the next page begins; absent after the last one
public record SearchResult(List<Hit> hits, Total total, Optional<Cursor> next, Coverage coverage) {
  public SearchResult {
    hits = List.copyOf(hits);
  }

  /// One event, to be read from the log by its sequence number.
  public record Hit(long seq, long eventTimeMillis) {}

  /// How many events match.
  ///
  /// @param exact false: at least this many
  public record Total(long value, boolean exact) {}
}
