package io.keytrail.server.http;

import io.keytrail.server.invoke.RefusalSink;
import io.keytrail.server.invoke.RefusalSink.RefusalCount;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Refusals by minute, source and reason, in bounded memory, until they are flushed to the trail.
/// Guarded by itself.
public final class RefusalCounts implements RefusalCounter {
  private static final int MAX_COUNTERS = 4096;
  private static final int SPARE_FOR_OTHER = 256;
  private static final String OTHER = "other";

  private final InstantSource clock;
  private final Map<Key, Long> counts = new LinkedHashMap<>();

  private record Key(Instant minute, String source, String reason) {}

  public RefusalCounts(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void count(String source, String reason) {
    add(new Key(minute(clock.instant()), source, reason), 1);
  }

  /// Hands the counters of past minutes to `sink`, all of them if `unfinishedToo` (at shutdown).
  /// What it does not take is kept and offered the next time.
  public Future<Void> flush(RefusalSink sink, boolean unfinishedToo) {
    List<RefusalCount> taken = take(unfinishedToo ? Instant.MAX : minute(clock.instant()));
    if (taken.isEmpty()) {
      return Future.succeededFuture();
    }
    return sink.record(taken).onFailure(_ -> taken.forEach(this::giveBack));
  }

  private synchronized List<RefusalCount> take(Instant before) {
    List<RefusalCount> taken = new ArrayList<>();
    counts.forEach(
        (key, count) -> {
          if (key.minute().isBefore(before)) {
            taken.add(new RefusalCount(key.minute(), key.source(), key.reason(), count));
          }
        });
    counts.keySet().removeIf(key -> key.minute().isBefore(before));
    return taken;
  }

  private void giveBack(RefusalCount count) {
    add(new Key(count.minute(), count.source(), count.reason()), count.count());
  }

  private synchronized void add(Key key, long count) {
    if (counts.size() < MAX_COUNTERS - SPARE_FOR_OTHER || counts.containsKey(key)) {
      counts.merge(key, count, Long::sum);
    } else {
      Key other = new Key(key.minute(), OTHER, key.reason());
      if (counts.size() < MAX_COUNTERS || counts.containsKey(other)) {
        counts.merge(other, count, Long::sum);
      }
    }
  }

  private static Instant minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES);
  }
}
