package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/// Port: makes counters of refusals events in the trail, one event a counter, so that a stranger
/// cannot fill the disk.
public interface RefusalSink {

  /// Stores the counters; if it fails, they are offered again.
  Future<Void> record(List<RefusalCount> counts);

  /// @param minute its beginning
  /// @param source address the requests came from; `other` once a minute has too many sources
  /// @param reason name of the error, or of the gate's refusal
  record RefusalCount(Instant minute, String source, String reason, long count) {}
}
