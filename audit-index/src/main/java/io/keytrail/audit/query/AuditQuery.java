package io.keytrail.audit.query;

import java.time.Instant;

/// A bound query.
///
/// @param now what `now` in the text meant; a cursor keeps it, so that every page asks the same
///     (S5)
public record AuditQuery(BoundQuery root, Instant now) {

  /// The empty text: every event.
  public static AuditQuery everything(Instant now) {
    return new AuditQuery(BoundQuery.EVERYTHING, now);
  }
}
