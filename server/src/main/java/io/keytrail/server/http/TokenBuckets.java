package io.keytrail.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Token buckets by key, the least recently used forgotten when there are too many. Thread-safe; a
/// take costs well under a microsecond and never waits for anything but another take.
final class TokenBuckets {
  private static final int STRIPES = 16;
  private static final int BUCKETS_PER_STRIPE = 1024;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private final Stripe[] stripes = new Stripe[STRIPES];

  /// Guarded by itself.
  private static final class Stripe extends LinkedHashMap<String, Bucket> {
    private static final long serialVersionUID = 1L;

    Stripe() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > BUCKETS_PER_STRIPE;
    }
  }

  private static final class Bucket {
    double tokens;
    long at;
  }

  /// @param perSecond tokens that come back; 0: no limit
  /// @param burst tokens of a full bucket
  TokenBuckets(double perSecond, double burst, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /// Whether there are always tokens.
  boolean unlimited() {
    return perSecond <= 0;
  }

  /// Takes a token; false if there is none.
  boolean take(String key) {
    if (unlimited()) {
      return true;
    }
    long now = nanoTime.getAsLong();
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      Bucket bucket = stripe.get(key);
      if (bucket == null) {
        bucket = new Bucket();
        bucket.tokens = burst;
        stripe.put(key, bucket);
      } else {
        double back = (now - bucket.at) / NANOS * perSecond;
        bucket.tokens = Math.min(burst, bucket.tokens + back);
      }
      bucket.at = now;
      if (bucket.tokens < 1) {
        return false;
      }
      bucket.tokens--;
      return true;
    }
  }

  /// Gives a token back that was taken.
  void giveBack(String key) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      Bucket bucket = stripe.get(key);
      if (bucket != null) {
        bucket.tokens = Math.min(burst, bucket.tokens + 1);
      }
    }
  }

  private Stripe stripe(String key) {
    int hash = key.hashCode();
    return stripes[(hash ^ hash >>> 16) & STRIPES - 1];
  }
}
