package io.keytrail.server.http;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.server.invoke.AccessKeys.AccessKeyRecord;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.wire.Protocol;
import io.keytrail.server.wire.RequestedOperation;
import io.keytrail.server.wire.ServiceModel;
import io.keytrail.server.wire.WireRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A signed request to an AWS service: the operation is resolved once, read, invoked and answered
/// in the service's protocol. Everything here happens after authentication, so every way out is on
/// record, except throttling, which is counted.
final class AwsEndpoint {
  private static final String UNNAMED = "Unknown";

  private final Services services;
  private final Invoker invoker;
  private final Refusals refusals;
  private final RateLimiter limiter;

  AwsEndpoint(Services services, Invoker invoker, Refusals refusals, RateLimiter limiter) {
    this.services = services;
    this.invoker = invoker;
    this.refusals = refusals;
    this.limiter = limiter;
  }

  /// Answers the exchange.
  void serve(Exchange exchange, Signed signed) {
    ServiceModel service = signed.service();
    WireRequest wire =
        new WireRequest(
            exchange.method(),
            exchange.path(),
            signed.body(),
            exchange.query(),
            orEmpty(exchange.headers().get(HttpHeaders.CONTENT_TYPE)),
            exchange.headers()::getAll);
    Optional<ApiException> malformed = malformed(exchange, service);
    RequestedOperation requested;
    try {
      requested = RequestedOperation.of(service, wire, exchange.headers().get("x-amz-target"));
    } catch (ApiException unreadable) {
      refuse(exchange, signed, UNNAMED, unreadable);
      return;
    }
    Optional<ServedOperation<?, ?>> operation =
        requested.model().flatMap(model -> services.operation(service.name(), requested.name()));
    if (malformed.isPresent()) {
      refuse(exchange, signed, named(requested), malformed.get());
    } else if (operation.isEmpty()) {
      refuse(exchange, signed, named(requested), requested.unknown());
    } else {
      run(exchange, signed, wire, operation.get());
    }
  }

  private void run(
      Exchange exchange, Signed signed, WireRequest wire, ServedOperation<?, ?> operation) {
    if (!limiter.call(signed.key().accessKeyId(), operation.operation().id().name())) {
      refusals.aws(exchange, signed.service(), Refusals.throttled());
      return;
    }
    operation
        .serve(signed.call(), wire, invoker)
        .onSuccess(answer -> answered(exchange, operation, answer))
        .onFailure(failure -> failed(exchange, signed.service(), operation, failure));
  }

  private static void answered(
      Exchange exchange, ServedOperation<?, ?> operation, ServedOperation.Answer answer) {
    operation.timers().record(operation.timers().ok(), exchange);
    exchange.reply(
        operation.codec().status(), operation.codec().contentType(), answer.body(), answer.seq());
  }

  private static void failed(
      Exchange exchange, ServiceModel service, ServedOperation<?, ?> operation, Throwable failure) {
    boolean fault = ErrorRenderer.isFault(failure);
    operation
        .timers()
        .record(fault ? operation.timers().fault() : operation.timers().refused(), exchange);
    ErrorRenderer.aws(exchange, service, failure);
  }

  private void refuse(Exchange exchange, Signed signed, String name, ApiException reason) {
    Future<Invoker.Reply<Record>> recorded =
        invoker.refuse(
            signed.call(), new OperationId(signed.service().name(), name), reason, JsonNull.NULL);
    recorded.onComplete(
        result ->
            ErrorRenderer.aws(
                exchange, signed.service(), result.failed() ? result.cause() : reason));
  }

  /// What no codec looks at: an encoded body, a doubled header and, where operations are not named
  /// by them, path and method.
  private static Optional<ApiException> malformed(Exchange exchange, ServiceModel service) {
    boolean get = exchange.method().equals("GET") && service.protocol() != Protocol.JSON;
    boolean atHome = exchange.path().equals("/") && (get || exchange.method().equals("POST"));
    if (!atHome && service.protocol() != Protocol.REST_JSON) {
      return Optional.of(new ApiException(CommonErrors.UNKNOWN_OPERATION, ""));
    }
    if (exchange.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      return serialization("an encoded body is not accepted");
    }
    List<String> types = exchange.headers().getAll(HttpHeaders.CONTENT_TYPE);
    List<String> targets = exchange.headers().getAll("x-amz-target");
    return types.size() > 1 || targets.size() > 1
        ? serialization("Content-Type and X-Amz-Target may be given once")
        : Optional.empty();
  }

  private static Optional<ApiException> serialization(String message) {
    return Optional.of(new ApiException(CommonErrors.SERIALIZATION, message));
  }

  private static String named(RequestedOperation requested) {
    return requested.name().isEmpty() ? UNNAMED : requested.name();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// An authenticated request.
  ///
  /// @param service that the credential scope names
  record Signed(ServiceModel service, AccessKeyRecord key, byte[] body, Call call) {}
}
