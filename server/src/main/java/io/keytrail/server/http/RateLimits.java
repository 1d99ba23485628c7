package io.keytrail.server.http;

/// How many requests a second each may make; 0 switches a limit off. A bucket holds `burstSeconds`
/// of its rate.
///
/// @param perSource before authentication; an IPv6 source is its /64
/// @param perKey of one access key or token, after authentication
/// @param perOperation of one access key on one operation
public record RateLimits(
    double perSource, double perKey, double perOperation, double burstSeconds) {
  /// Far above what one machine serves: only a runaway client meets them.
  public static final RateLimits DEFAULT = new RateLimits(50_000, 50_000, 50_000, 2);
}
