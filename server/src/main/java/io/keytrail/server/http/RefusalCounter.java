package io.keytrail.server.http;

/// Counts requests that were refused before anyone was authenticated, and throttled ones.
/// Thread-safe, cheap.
public interface RefusalCounter {

  /// @param reason a name from a small set: an error's or a gate refusal's
  void count(String source, String reason);
}
