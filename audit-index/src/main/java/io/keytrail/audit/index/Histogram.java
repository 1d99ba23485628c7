package io.keytrail.audit.index;

import java.util.List;

/// Events by time.
///
/// @param buckets oldest first, those without events left out; events without a time are not
///     counted
public record Histogram(long widthMillis, List<Bucket> buckets, Coverage coverage) {
  /// More than this is refused.
  public static final int MAX_BUCKETS = 10_000;

  public Histogram {
    buckets = List.copyOf(buckets);
  }

  /// The events from `startMillis`, a multiple of the width, up to the next.
  public record Bucket(long startMillis, long count) {}
}
