package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the port is opened and guarded.
///
/// @param port 0: any free one
/// @param tls PEM files; absent: cleartext
/// @param trustedProxies address blocks (`10.0.0.0/8`) whose `X-Forwarded-*` headers count
/// @param eventLoops how many listen
/// @param kmsBodyBytes largest body of a KMS request; the other services' is four times that
/// @param callDeadline outside calls made for a request end by then
public record HttpConfig(
    String host,
    int port,
    Optional<Tls> tls,
    List<String> trustedProxies,
    int eventLoops,
    GateLimits gate,
    RateLimits rates,
    int kmsBodyBytes,
    Duration callDeadline) {
  public HttpConfig {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// Certificate chain and private key.
  public record Tls(Path certificate, Path key) {}

  public static HttpConfig cleartext(String host, int port) {
    return new HttpConfig(
        host,
        port,
        Optional.empty(),
        List.of(),
        Runtime.getRuntime().availableProcessors(),
        GateLimits.DEFAULT,
        RateLimits.DEFAULT,
        128 << 10,
        Duration.ofSeconds(10));
  }

  public HttpConfig withTls(Tls files) {
    return new HttpConfig(
        host,
        port,
        Optional.of(files),
        trustedProxies,
        eventLoops,
        gate,
        rates,
        kmsBodyBytes,
        callDeadline);
  }

  public HttpConfig withTrustedProxies(List<String> blocks) {
    return new HttpConfig(
        host, port, tls, blocks, eventLoops, gate, rates, kmsBodyBytes, callDeadline);
  }

  public HttpConfig withRates(RateLimits limits) {
    return new HttpConfig(
        host, port, tls, trustedProxies, eventLoops, gate, limits, kmsBodyBytes, callDeadline);
  }
}
