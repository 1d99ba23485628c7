package io.keytrail.server.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// What `/metrics` shows of requests. Labels come from the models and from enums only, never from a
/// client.
public final class HttpMetrics {
  private final PrometheusMeterRegistry registry;
  private final Map<String, Counter> refusals = new ConcurrentHashMap<>();

  public HttpMetrics(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  public static HttpMetrics create() {
    return new HttpMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /// Where other parts of the server register theirs.
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /// The timers of one operation; kept by whoever serves it.
  OperationTimers operation(String service, String operation) {
    return new OperationTimers(
        timer(service, operation, "ok"),
        timer(service, operation, "refused"),
        timer(service, operation, "fault"));
  }

  /// A request that was refused before anyone was authenticated.
  void refused(String reason) {
    refusals
        .computeIfAbsent(
            reason,
            name ->
                Counter.builder("keytrail.http.refusals")
                    .description("Requests refused before authentication, and throttled ones")
                    .tag("reason", name)
                    .register(registry))
        .increment();
  }

  byte[] scrape() {
    return registry.scrape().getBytes(StandardCharsets.UTF_8);
  }

  private Timer timer(String service, String operation, String outcome) {
    return Timer.builder("keytrail.requests")
        .description("Calls after authentication, from the head's arrival to the reply")
        .tag("service", service)
        .tag("operation", operation)
        .tag("outcome", outcome)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(1))
        .register(registry);
  }

  /// One operation's timers by outcome.
  record OperationTimers(Timer ok, Timer refused, Timer fault) {
    void record(Timer timer, Exchange exchange) {
      timer.record(System.nanoTime() - exchange.startNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
