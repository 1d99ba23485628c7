package io.keytrail.server.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether this server has read the change sequence recently enough to answer from memory.
///
/// Safe to use from every thread; costs a read of the monotonic clock.
public final class Lease {
  /// How long a success is good for: also the longest time that another server's change may go
  /// unnoticed.
  public static final Duration TERM = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;
  private volatile long goodUntil;

  /// Not fresh until the first renewal.
  ///
  /// @param nanoTime a monotonic clock, `System::nanoTime`
  public Lease(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.goodUntil = nanoTime.getAsLong();
  }

  /// True only within a second of the moment when the last successful reading was *asked for*.
  public boolean fresh() {
    return nanoTime.getAsLong() - goodUntil < 0;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /// A reading that was asked for at `askedAt` succeeded, and all listeners were told what it
  /// found.
  void renew(long askedAt) {
    goodUntil = askedAt + TERM.toNanos();
  }
}
