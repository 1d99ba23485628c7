package io.keytrail.server.http;

import java.util.function.LongSupplier;

/// The three limits of a request. Thread-safe.
final class RateLimiter {
  private final TokenBuckets sources;
  private final TokenBuckets keys;
  private final TokenBuckets operations;

  RateLimiter(RateLimits limits, LongSupplier nanoTime) {
    double seconds = limits.burstSeconds();
    sources = new TokenBuckets(limits.perSource(), limits.perSource() * seconds, nanoTime);
    keys = new TokenBuckets(limits.perKey(), limits.perKey() * seconds, nanoTime);
    operations = new TokenBuckets(limits.perOperation(), limits.perOperation() * seconds, nanoTime);
  }

  boolean source(String address) {
    return sources.take(network(address));
  }

  boolean call(String key, String operation) {
    return keys.take(key) && (operations.unlimited() || operations.take(key + '/' + operation));
  }

  /// An IPv6 client has a whole /64 to itself.
  static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    return Cidr.address(address)
        .filter(bytes -> bytes.length == 16)
        .map(bytes -> java.util.HexFormat.of().formatHex(bytes, 0, 8))
        .orElse(address);
  }
}
