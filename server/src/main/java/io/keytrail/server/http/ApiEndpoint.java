package io.keytrail.server.http;

import io.keytrail.server.http.ApiRoutes.Match;
import io.keytrail.server.http.HttpMetrics.OperationTimers;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// `/api/v1`: finds the operation, reads the body, signs the caller in, and answers.
final class ApiEndpoint {
  static final String PREFIX = "/api/v1";
  private static final int UNROUTED_BODY_BYTES = 1 << 20;

  private final ApiRoutes routes;
  private final ApiCalls calls;
  private final ApiSignIn signIn;
  private final Refusals refusals;
  private final RateLimiter limiter;
  private final Map<ApiOperation, OperationTimers> timers = new IdentityHashMap<>();

  ApiEndpoint(
      List<ApiOperation> operations,
      ApiCalls calls,
      ApiSignIn signIn,
      Refusals refusals,
      RateLimiter limiter,
      HttpMetrics metrics) {
    this.routes = new ApiRoutes(operations);
    this.calls = calls;
    this.signIn = signIn;
    this.refusals = refusals;
    this.limiter = limiter;
    for (ApiOperation operation : operations) {
      timers.put(operation, metrics.operation("keytrail", operation.eventName()));
    }
  }

  /// A request without a signature: the admin token, a browser's cookie, or nothing where the
  /// operation is open.
  void unsigned(Exchange exchange) {
    Match match = routes.find(exchange.method(), exchange.path());
    Optional<ApiOperation> operation =
        match instanceof Match.Found found ? Optional.of(found.operation()) : Optional.empty();
    try {
      Future<Call> call = signIn.call(exchange, operation);
      serve(exchange, match, _ -> call);
    } catch (Problem refused) {
      refusals.api(exchange, refused);
    }
  }

  /// @param authenticate given the body, says whose call it is
  void serve(Exchange exchange, Function<byte[], Future<Call>> authenticate) {
    serve(exchange, routes.find(exchange.method(), exchange.path()), authenticate);
  }

  private void serve(Exchange exchange, Match match, Function<byte[], Future<Call>> authenticate) {
    // Answers belong to who asked, now.
    exchange
        .request()
        .response()
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("cross-origin-resource-policy", "same-origin");
    int limit =
        match instanceof Match.Found found ? found.operation().maxBodyBytes() : UNROUTED_BODY_BYTES;
    BodyReader.read(exchange, limit)
        .compose(body -> authenticate.apply(body).map(call -> new SignedIn(call, body)))
        .onComplete(
            result -> {
              if (result.failed()) {
                refusals.api(exchange, result.cause());
              } else {
                Guarded.run(exchange, () -> dispatch(exchange, match, result.result()));
              }
            });
  }

  private record SignedIn(Call call, byte[] body) {}

  private void dispatch(Exchange exchange, Match match, SignedIn signedIn) {
    switch (match) {
      case Match.Nothing _ ->
          ErrorRenderer.api(
              exchange, Problem.of(404, "NOT_FOUND", "there is nothing at this path"), 0);
      case Match.WrongMethod(String allowed) -> wrongMethod(exchange, allowed);
      case Match.Found(ApiOperation operation, var parameters) ->
          call(exchange, operation, parameters, signedIn);
    }
  }

  private static void wrongMethod(Exchange exchange, String allowed) {
    exchange.request().response().putHeader("allow", allowed);
    if (exchange.method().equals("OPTIONS")) {
      exchange.end(exchange.response().setStatusCode(204), new byte[0]);
    } else {
      ErrorRenderer.api(
          exchange, Problem.of(405, "METHOD_NOT_ALLOWED", "this path answers " + allowed), 0);
    }
  }

  private void call(
      Exchange exchange,
      ApiOperation operation,
      Map<String, String> parameters,
      SignedIn signedIn) {
    Call call = signedIn.call();
    if (!limiter.call(bucket(call), operation.path())) {
      refusals.api(exchange, Problem.of(429, "THROTTLING", "too many requests; try again later"));
      return;
    }
    OperationTimers timer = Objects.requireNonNull(timers.get(operation));
    calls
        .serve(call, operation, new ApiCalls.Raw(parameters, exchange.query(), signedIn.body()))
        .onSuccess(served -> answer(exchange, operation, timer, served));
  }

  /// Whose allowance a call uses up: the credential's.
  private static String bucket(Call call) {
    return call.caller()
        .accessKeyId()
        .or(() -> call.caller().browser().map(BrowserSession::id))
        .orElse("admin-token");
  }

  private void answer(
      Exchange exchange, ApiOperation operation, OperationTimers timer, ApiCalls.Served served) {
    switch (served) {
      case ApiCalls.Served.Ok ok -> {
        timer.record(timer.ok(), exchange);
        ok.session().ifPresent(change -> signIn.remember(exchange, change));
        exchange.reply(ok.status(), "application/json", ok.body(), ok.seq());
      }
      case ApiCalls.Served.Refused(Problem reason, long seq) -> {
        timer.record(ErrorRenderer.isFault(reason) ? timer.fault() : timer.refused(), exchange);
        if (operation.open()) {
          refusals.api(exchange, reason);
        } else {
          ErrorRenderer.api(exchange, reason, seq);
        }
      }
    }
  }
}
