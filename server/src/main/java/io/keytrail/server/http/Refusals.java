package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateRefusal;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.wire.ServiceModel;

/// Refusals that are counted, not recorded one by one: everything before authentication, and
/// throttling.
final class Refusals {
  private final RefusalCounter counter;
  private final HttpMetrics metrics;

  Refusals(RefusalCounter counter, HttpMetrics metrics) {
    this.counter = counter;
    this.metrics = metrics;
  }

  void aws(Exchange exchange, ServiceModel service, Throwable failure) {
    count(exchange, ErrorRenderer.reason(exchange, failure).code().name());
    ErrorRenderer.aws(exchange, service, failure);
  }

  void api(Exchange exchange, Throwable failure) {
    count(exchange, ErrorRenderer.problem(exchange, failure).code());
    ErrorRenderer.api(exchange, failure, 0);
  }

  /// As [#api], where nothing more is read from the connection.
  void apiAndClose(Exchange exchange, Throwable failure) {
    count(exchange, ErrorRenderer.problem(exchange, failure).code());
    ErrorRenderer.apiAndClose(exchange, failure, 0);
  }

  void gate(Exchange exchange, GateRefusal refusal) {
    count(exchange, refusal.name());
    ErrorRenderer.gate(exchange, refusal);
  }

  private void count(Exchange exchange, String reason) {
    counter.count(exchange.origin().sourceIp(), reason);
    metrics.refused(reason);
  }

  /// Throttled before it could be known by whom.
  static ApiException throttled() {
    return new ApiException(CommonErrors.THROTTLING, "Rate exceeded");
  }
}
