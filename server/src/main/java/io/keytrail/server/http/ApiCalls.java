package io.keytrail.server.http;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.ApiOperation.Answer;
import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.ApiRecorder;
import io.keytrail.server.invoke.ApiRecorder.ApiEvent;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call of `/api/v1`, after sign-in: request read, action authorised on `*`, operation run,
/// event recorded where the operation wants one, answer.
final class ApiCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ApiCalls.class);

  private final Authorizer authorizer;
  private final ApiRecorder recorder;

  ApiCalls(Authorizer authorizer, ApiRecorder recorder) {
    this.authorizer = authorizer;
    this.recorder = recorder;
  }

  /// A request as it came.
  ///
  /// @param path parameters, still encoded
  record Raw(Map<String, String> path, String query, byte[] body) {}

  /// What a call came to.
  sealed interface Served {
    /// @param seq of the event; 0 if the call is none
    record Ok(int status, byte[] body, long seq) implements Served {}

    record Refused(Throwable reason, long seq) implements Served {}
  }

  /// Fails only if the event could not be recorded or the Authorizer could not decide.
  Future<Served> serve(Call call, ApiOperation operation, Raw raw) {
    Request request;
    try {
      request = read(operation, raw);
    } catch (Problem malformed) {
      return Future.succeededFuture(new Served.Refused(malformed, 0));
    }
    Check check = Check.plain(operation.action(), "*", call.account());
    return authorizer
        .authorize(call, List.of(check))
        .compose(authorization -> decided(call, operation, request, authorization));
  }

  private Future<Served> decided(
      Call call, ApiOperation operation, Request request, Authorization authorization) {
    Future<Answer> handled;
    if (authorization.allowed()) {
      handled = handle(call, operation, request);
    } else {
      handled = Future.failedFuture(Problem.of(403, "ACCESS_DENIED", authorization.message()));
    }
    return handled.transform(
        result ->
            record(
                call,
                new Handled(operation, request, authorization),
                result.result(),
                result.cause()));
  }

  private static Future<Answer> handle(Call call, ApiOperation operation, Request request) {
    try {
      return operation.handle(call, request);
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private record Handled(ApiOperation operation, Request request, Authorization authorization) {}

  private Future<Served> record(
      Call call, Handled handled, @Nullable Answer answer, @Nullable Throwable failure) {
    Outcome.Details details = answer == null ? Outcome.Details.NONE : answer.event();
    Optional<Problem> refusal = Optional.ofNullable(failure).map(reason -> problem(call, reason));
    Future<Long> recorded =
        wantsEvent(handled)
            ? recorder.record(call, event(handled, refusal, details))
            : Future.succeededFuture(0L);
    return recorded.map(
        seq ->
            answer == null
                ? new Served.Refused(refusal.orElseThrow(), seq)
                : new Served.Ok(answer.status(), JsonWriter.toBytes(answer.body()), seq));
  }

  /// A request that the operation cannot even be asked about is recorded as well.
  private static boolean wantsEvent(Handled handled) {
    try {
      return handled.operation().recorded(handled.request());
    } catch (RuntimeException _) {
      return true;
    }
  }

  private static Problem problem(Call call, Throwable failure) {
    return switch (failure) {
      case Problem problem -> problem;
      case ApiException reason -> ErrorRenderer.problemOf(reason);
      case Invoker.Refused refused -> ErrorRenderer.problemOf(refused.reason());
      default -> {
        LOG.error("{} failed", call.requestId(), failure);
        yield Problem.of(500, "INTERNAL_FAILURE", "the request could not be completed; try again");
      }
    };
  }

  private static ApiEvent event(
      Handled handled, Optional<Problem> refusal, Outcome.Details details) {
    JsonObject.Builder parameters = JsonObject.builder();
    handled.request().path().forEach(parameters::put);
    handled
        .request()
        .query()
        .forEach(
            (name, values) -> {
              if (values.size() == 1) {
                parameters.put(name, values.getFirst());
              } else {
                parameters.put(name, JsonArray.ofStrings(values));
              }
            });
    return new ApiEvent(
        eventName(handled.operation()),
        parameters.build(),
        handled.authorization().evaluated(),
        refusal,
        details);
  }

  /// `keytrail:Simulate` -> `Simulate`.
  static String eventName(ApiOperation operation) {
    return operation.action().substring(operation.action().indexOf(':') + 1);
  }

  private static Request read(ApiOperation operation, Raw raw) {
    Map<String, String> path = new LinkedHashMap<>();
    raw.path().forEach((name, value) -> path.put(name, FormText.decode(value, false)));
    return new Request(path, FormText.query(raw.query()), json(operation, raw.body()), raw.body());
  }

  private static Optional<JsonValue> json(ApiOperation operation, byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StrictJson.parse(body, Limits.REQUEST.withMaxBytes(operation.maxBodyBytes())));
    } catch (JsonSyntaxException e) {
      throw new Problem(
          400,
          "MALFORMED_JSON",
          e.getMessage() == null ? "the body is not JSON" : e.getMessage(),
          Optional.of(e.pointer()),
          Optional.of(new Position(e.line(), e.column())),
          List.of());
    }
  }
}
