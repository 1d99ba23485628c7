package io.keytrail.server.jobs;

import io.vertx.core.Vertx;
import java.time.Duration;

/// A claim in use: extended again and again until it is closed. By this server's own clock it ends
/// before the database gives the job to somebody else. Thread-safe.
final class JobClaim implements AutoCloseable {
  private static final int BEATS_A_LEASE = 3;

  private final Vertx vertx;
  private final JobStore store;
  private final JobStore.Claim claim;
  private final Duration lease;
  private final long timer;
  private volatile long holdsUntilNanos;
  private volatile boolean lost;
  private volatile boolean cancelAsked;

  /// @param askedNanos when the claim was asked for, by [System#nanoTime]
  JobClaim(Vertx vertx, JobStore store, JobStore.Claimed job, Duration lease, long askedNanos) {
    this.vertx = vertx;
    this.store = store;
    this.claim = job.claim();
    this.lease = lease;
    this.holdsUntilNanos = askedNanos + lease.toNanos();
    this.cancelAsked = job.cancelAsked();
    this.timer = vertx.setPeriodic(lease.toMillis() / BEATS_A_LEASE, _ -> beat());
  }

  private void beat() {
    long asked = System.nanoTime();
    store
        .extend(claim, lease)
        .onSuccess(
            extended -> {
              if (extended.holds()) {
                holdsUntilNanos = asked + lease.toNanos();
              } else {
                lost = true;
              }
              if (extended.cancelAsked()) {
                cancelAsked = true;
              }
            });
  }

  JobStore.Claim claim() {
    return claim;
  }

  /// @throws JobSignal.ClaimLost if it may be somebody else's
  void require() {
    if (lost || System.nanoTime() - holdsUntilNanos >= 0) {
      throw new JobSignal.ClaimLost();
    }
  }

  /// Given the answer of a write by this claim.
  void require(boolean holds) {
    if (!holds) {
      lost = true;
      throw new JobSignal.ClaimLost();
    }
  }

  boolean cancelAsked() {
    return cancelAsked;
  }

  void askCancel() {
    cancelAsked = true;
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}
