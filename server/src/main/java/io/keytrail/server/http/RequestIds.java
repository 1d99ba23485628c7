package io.keytrail.server.http;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.UUID;

/// Request ids: random UUIDs. They name a request and need not be secret, so they come from a fast
/// generator of the thread, seeded from a secure one. Thread-safe.
final class RequestIds {
  private final ThreadLocal<SplittableRandom> random;

  RequestIds(SecureRandom seeds) {
    random = ThreadLocal.withInitial(() -> new SplittableRandom(seeds.nextLong()));
  }

  String next() {
    SplittableRandom source = random.get();
    long high = source.nextLong() & ~0xf000L | 0x4000L;
    long low = source.nextLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low).toString();
  }
}
