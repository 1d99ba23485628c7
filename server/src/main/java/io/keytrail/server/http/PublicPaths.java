package io.keytrail.server.http;

import io.keytrail.server.http.sigv4.ClaimReader;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Vertx;

/// What needs no sign-in: health, metrics, the API's description, the dashboard's files.
final class PublicPaths {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String VERSION = "1";

  private final HealthEndpoint health;
  private final HttpMetrics metrics;
  private final byte[] openApi;
  private final Dashboard dashboard;

  PublicPaths(Vertx vertx, FrontDoor.Parts parts) {
    this.health = new HealthEndpoint(parts.readyChecks());
    this.metrics = parts.metrics();
    this.openApi = OpenApiDocument.render(parts.apiOperations(), VERSION);
    this.dashboard = new Dashboard(vertx);
  }

  /// Answers if the path is one of them and the request claims no signature.
  boolean serve(Exchange exchange) {
    Runnable answer =
        switch (exchange.path()) {
          case "/health/live" -> () -> health.live(exchange);
          case "/health/ready" -> () -> health.ready(exchange);
          case "/metrics" -> () -> exchange.reply(200, METRICS_TYPE, metrics.scrape(), 0);
          case "/openapi.json" -> () -> exchange.reply(200, "application/json", openApi, 0);
          default -> null;
        };
    if (answer == null || ClaimReader.isSigned(exchange.target(), exchange.headers())) {
      return false;
    }
    if (exchange.method().equals("GET") || exchange.method().equals("HEAD")) {
      answer.run();
    } else {
      exchange.request().response().putHeader("allow", "GET, HEAD");
      ErrorRenderer.api(
          exchange, Problem.of(405, "METHOD_NOT_ALLOWED", "this path answers GET, HEAD"), 0);
    }
    return true;
  }

  void dashboard(Exchange exchange) {
    dashboard.serve(exchange);
  }
}
