package io.keytrail.server.http.gate;

import java.time.Duration;

/// What a connection may cost before anyone has signed anything.
///
/// @param headBytes request line and headers together
/// @param targetBytes of a request target
/// @param presignedTargetBytes of a request target that carries a signature
/// @param bodyBytes of any body; routes have smaller limits of their own
/// @param headDeadline from a head's first byte to its last
/// @param requestDeadline from a head's first byte to the body's last
/// @param idle without a byte in either direction, or without a reader for our bytes
/// @param connectionsPerSource open at the same time
public record GateLimits(
    int headBytes,
    int headers,
    int targetBytes,
    int presignedTargetBytes,
    long bodyBytes,
    Duration headDeadline,
    Duration requestDeadline,
    Duration idle,
    int connectionsPerSource) {
  public static final GateLimits DEFAULT =
      new GateLimits(
          16 << 10,
          100,
          4 << 10,
          8 << 10,
          4 << 20,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          1024);

  public GateLimits {
    if (headBytes < 64 || presignedTargetBytes < targetBytes || presignedTargetBytes > headBytes) {
      throw new IllegalArgumentException("limits of the head contradict each other");
    }
  }

  public GateLimits withDeadlines(Duration head, Duration request, Duration idleTime) {
    return new GateLimits(
        headBytes,
        headers,
        targetBytes,
        presignedTargetBytes,
        bodyBytes,
        head,
        request,
        idleTime,
        connectionsPerSource);
  }

  public GateLimits withConnectionsPerSource(int connections) {
    return new GateLimits(
        headBytes,
        headers,
        targetBytes,
        presignedTargetBytes,
        bodyBytes,
        headDeadline,
        requestDeadline,
        idle,
        connections);
  }
}
