package io.keytrail.audit.index;

import java.time.Duration;
import org.apache.lucene.index.QueryTimeout;

/// When a search must end, by the monotonic clock. Once reached it stays reached; safe for many
/// threads.
final class Deadline implements QueryTimeout {
  private final long endNanos;

  Deadline(Duration budget) {
    long nanos =
        budget.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : budget.toNanos();
    endNanos = System.nanoTime() + nanos;
  }

  @Override
  public boolean shouldExit() {
    return System.nanoTime() - endNanos >= 0;
  }
}
