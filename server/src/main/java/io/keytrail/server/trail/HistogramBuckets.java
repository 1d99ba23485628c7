package io.keytrail.server.trail;

import io.keytrail.audit.index.Histogram;
import io.keytrail.audit.index.Histogram.Bucket;
import io.keytrail.audit.index.SearchScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A histogram as people draw it: with the buckets that have no events.
final class HistogramBuckets {
  /// More than this is not drawn: then only buckets with events are shown.
  private static final int MOST = 2_000;

  private HistogramBuckets() {}

  /// From the window's beginning to its end, or where it is open, from the first to the last bucket
  /// with events.
  static List<Bucket> filled(SearchScope scope, Histogram counted) {
    List<Bucket> buckets = counted.buckets();
    if (buckets.isEmpty()) {
      return buckets;
    }
    long width = counted.widthMillis();
    long first = start(scope.from(), width, 0).orElse(buckets.getFirst().startMillis());
    long last = start(scope.to(), width, -1).orElse(buckets.getLast().startMillis());
    if (first > last || (last - first) / width >= MOST) {
      return buckets;
    }
    var filled = new ArrayList<Bucket>();
    int next = 0;
    for (long at = first; at <= last; at += width) {
      boolean counts = next < buckets.size() && buckets.get(next).startMillis() == at;
      filled.add(counts ? buckets.get(next++) : new Bucket(at, 0));
    }
    return filled;
  }

  /// The bucket of a time; none for times beyond the calendar of milliseconds.
  private static Optional<Long> start(Optional<Instant> time, long width, long offset) {
    return time.filter(t -> Math.abs(t.getEpochSecond()) < Long.MAX_VALUE / 10_000)
        .map(t -> Math.floorDiv(t.toEpochMilli() + offset, width) * width);
  }
}
