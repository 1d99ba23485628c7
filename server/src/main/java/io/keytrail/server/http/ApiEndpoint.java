package io.keytrail.server.http;

import io.keytrail.server.http.ApiRoutes.Match;
import io.keytrail.server.http.HttpMetrics.OperationTimers;
import io.keytrail.server.invoke.AnswerStream;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Upload;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `/api/v1`: finds the operation, reads the body, signs the caller in, and answers.
final class ApiEndpoint {
  static final String PREFIX = "/api/v1";
  private static final CharSequence LAST_EVENT_ID = HttpHeaders.createOptimized("last-event-id");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence RESOURCE_POLICY =
      HttpHeaders.createOptimized("cross-origin-resource-policy");
  private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final byte[] NONE = new byte[0];
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
      serve(exchange, match, new Credential.InHead(signIn.call(exchange, operation)));
    } catch (Problem refused) {
      refuse(exchange, refused, takesFile(match));
    }
  }

  void serve(Exchange exchange, Credential credential) {
    serve(exchange, routes.find(exchange.method(), exchange.path()), credential);
  }

  private void serve(Exchange exchange, Match match, Credential credential) {
    // Answers belong to who asked, now.
    exchange
        .request()
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF)
        .putHeader(RESOURCE_POLICY, SAME_ORIGIN);
    Optional<FileBody> file =
        match instanceof Match.Found(ApiOperation operation, var _)
            ? operation.upload().flatMap(limits -> fileBody(exchange, limits, credential))
            : Optional.empty();
    if (file.isPresent()) {
      Future<Call> call =
          switch (credential) {
            case Credential.InHead(var known) -> known;
            case Credential.Signed signed -> signed.byHead().get();
          };
      dispatch(exchange, match, call.map(by -> new SignedIn(by, NONE, file)));
      return;
    }
    int limit =
        match instanceof Match.Found found ? found.operation().maxBodyBytes() : UNROUTED_BODY_BYTES;
    dispatch(
        exchange,
        match,
        BodyReader.read(exchange, limit)
            .compose(
                body ->
                    credential.call(body).map(call -> new SignedIn(call, body, Optional.empty()))));
  }

  /// Absent: the signature is over a body whose hash its head does not say.
  private static Optional<FileBody> fileBody(
      Exchange exchange, Upload.Limits limits, Credential credential) {
    return switch (credential) {
      case Credential.InHead _ -> Optional.of(new FileBody(exchange, limits, Optional.empty()));
      case Credential.Signed signed ->
          signed.statedSha256().map(hash -> new FileBody(exchange, limits, Optional.of(hash)));
    };
  }

  /// @param file in place of the body
  private record SignedIn(Call call, byte[] body, Optional<FileBody> file) {}

  private void dispatch(Exchange exchange, Match match, Future<SignedIn> caller) {
    caller.onComplete(
        result -> {
          if (result.failed()) {
            refuse(exchange, result.cause(), takesFile(match));
          } else {
            Guarded.run(exchange, () -> dispatch(exchange, match, result.result()));
          }
        });
  }

  private static boolean takesFile(Match match) {
    return match instanceof Match.Found(ApiOperation operation, var _)
        && operation.upload().isPresent();
  }

  /// @param unread whether there may be more of the body than a connection is read on for
  private void refuse(Exchange exchange, Throwable reason, boolean unread) {
    if (unread) {
      refusals.apiAndClose(exchange, reason);
    } else {
      refusals.api(exchange, reason);
    }
  }

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
      Problem throttled = Problem.of(429, "THROTTLING", "too many requests; try again later");
      refuse(exchange, throttled, signedIn.file().isPresent());
      return;
    }
    OperationTimers timer = Objects.requireNonNull(timers.get(operation));
    calls
        .serve(call, operation, raw(exchange, operation, parameters, signedIn))
        .onSuccess(served -> answer(exchange, operation, timer, signedIn, served));
  }

  private static ApiCalls.Raw raw(
      Exchange exchange,
      ApiOperation operation,
      Map<String, String> parameters,
      SignedIn signedIn) {
    if (operation.upload().isEmpty()) {
      return new ApiCalls.Raw(
          parameters,
          exchange.query(),
          signedIn.body(),
          Optional.empty(),
          Optional.ofNullable(exchange.headers().get(LAST_EVENT_ID)));
    }
    Upload upload =
        signedIn
            .file()
            .<Upload>map(file -> file)
            .orElseGet(() -> new SmallFileBody(exchange.requestId(), signedIn.body()));
    return new ApiCalls.Raw(
        parameters, exchange.query(), NONE, Optional.of(upload), Optional.empty());
  }

  /// Whose allowance a call uses up: the credential's.
  private static String bucket(Call call) {
    return call.caller()
        .accessKeyId()
        .or(() -> call.caller().browser().map(BrowserSession::id))
        .orElse("admin-token");
  }

  private void answer(
      Exchange exchange,
      ApiOperation operation,
      OperationTimers timer,
      SignedIn signedIn,
      ApiCalls.Served served) {
    switch (served) {
      case ApiCalls.Served.Ok ok -> {
        timer.record(timer.ok(), exchange);
        ok.session().ifPresent(change -> signIn.remember(exchange, change));
        exchange.reply(ok.status(), JSON, ok.body(), ok.seq());
      }
      case ApiCalls.Served.Streamed(int status, AnswerStream stream, long seq) -> {
        timer.record(timer.ok(), exchange);
        StreamedReply.send(exchange, status, stream, seq);
      }
      case ApiCalls.Served.Refused(Problem reason, long seq) -> {
        timer.record(ErrorRenderer.isFault(reason) ? timer.fault() : timer.refused(), exchange);
        if (operation.open()) {
          refusals.api(exchange, reason);
        } else if (signedIn.file().isPresent() && !signedIn.file().get().isWhole()) {
          ErrorRenderer.apiAndClose(exchange, reason, seq);
        } else {
          ErrorRenderer.api(exchange, reason, seq);
        }
      }
    }
  }
}
