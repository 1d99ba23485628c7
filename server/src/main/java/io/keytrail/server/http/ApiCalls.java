package io.keytrail.server.http;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.policy.condition.Position;
import io.keytrail.server.invoke.AnswerContent;
import io.keytrail.server.invoke.AnswerStream;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.ApiOperation.Answer;
import io.keytrail.server.invoke.ApiOperation.Request;
import io.keytrail.server.invoke.ApiOperation.SessionChange;
import io.keytrail.server.invoke.ApiRecorder;
import io.keytrail.server.invoke.ApiRecorder.ApiEvent;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Unavailable;
import io.keytrail.server.invoke.Upload;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /// @param upload a body that is a file and has not come yet
  /// @param lastEventId header of a browser whose stream broke off
  record Raw(
      Map<String, String> path,
      String query,
      byte[] body,
      Optional<Upload> upload,
      Optional<String> lastEventId) {}

  /// What a call came to.
  sealed interface Served {
    /// @param seq of the event; 0 if the call is none
    record Ok(int status, byte[] body, Optional<SessionChange> session, long seq)
        implements Served {}

    /// @param seq of the event; 0 if the call is none
    record Streamed(int status, AnswerStream stream, long seq) implements Served {}

    record Refused(Problem reason, long seq) implements Served {}
  }

  /// Never fails: where the event could not be recorded, that is the answer.
  Future<Served> serve(Call call, ApiOperation operation, Raw raw) {
    Request request;
    try {
      request = read(operation, raw);
    } catch (Problem malformed) {
      return Future.succeededFuture(new Served.Refused(malformed, 0));
    }
    return authorization(call, operation, request)
        .compose(answer -> new Handling(call, operation, request, answer).run())
        .recover(failure -> Future.succeededFuture(new Served.Refused(problem(call, failure), 0)));
  }

  private Future<Authorization> authorization(Call call, ApiOperation operation, Request request) {
    boolean checked;
    try {
      checked = operation.checked(request);
    } catch (Problem malformed) {
      // The operation itself will say so.
      checked = true;
    }
    return checked
        ? authorizer.authorize(call, List.of(Check.plain(operation.action(), "*", call.account())))
        : Future.succeededFuture(Authorization.UNCHECKED);
  }

  /// One call that was read and decided.
  private final class Handling {
    private final Call call;
    private final ApiOperation operation;
    private final Request request;
    private final Authorization authorization;

    Handling(Call call, ApiOperation operation, Request request, Authorization authorization) {
      this.call = call;
      this.operation = operation;
      this.request = request;
      this.authorization = authorization;
    }

    Future<Served> run() {
      return handled().compose(this::conclude).recover(this::refuse);
    }

    private Future<Outcome<Answer>> handled() {
      if (!authorization.allowed()) {
        return Future.failedFuture(Problem.of(403, "ACCESS_DENIED", authorization.message()));
      }
      try {
        return operation.run(call, request);
      } catch (RuntimeException thrown) {
        return Future.failedFuture(thrown);
      }
    }

    private Future<Served> conclude(Outcome<Answer> outcome) {
      return switch (outcome) {
        case Outcome.Answer<Answer> answer ->
            event(answer)
                .map(event -> recorded(answer.output(), event))
                .orElseGet(() -> Future.succeededFuture(ok(answer.output(), 0)));
        case Outcome.Change<Answer> change ->
            recorder.change(change, this::event).map(done -> ok(done.answer(), done.seq()));
      };
    }

    private Future<Served> recorded(Answer answer, ApiRecorder.Recorded event) {
      return recorder
          .record(event.call(), event.event())
          .recover(failure -> Future.failedFuture(new Unrecorded(failure)))
          .map(seq -> ok(answer, seq));
    }

    private Optional<ApiRecorder.Recorded> event(Outcome.Answer<Answer> answer) {
      Call by =
          answer.output().session().orElse(null) instanceof SessionChange.Begun begun
              ? begun.call()
              : call;
      return wantsEvent()
          ? Optional.of(new ApiRecorder.Recorded(by, event(Optional.empty(), answer.details())))
          : Optional.empty();
    }

    private Served ok(Answer answer, long seq) {
      return switch (answer.content()) {
        case AnswerContent.Json(JsonValue value) -> ok(answer, JsonWriter.toBytes(value), seq);
        case AnswerContent.Written written -> ok(answer, written.json(), seq);
        case AnswerContent.Streamed(AnswerStream stream) ->
            new Served.Streamed(answer.status(), stream, seq);
      };
    }

    private Served ok(Answer answer, byte[] body, long seq) {
      return new Served.Ok(answer.status(), body, answer.session(), Math.max(seq, answer.seq()));
    }

    /// A refusal is on record as well, except to somebody of whom nothing is known.
    private Future<Served> refuse(Throwable failure) {
      if (failure instanceof Unrecorded unrecorded) {
        return Future.failedFuture(unrecorded.getCause());
      }
      Problem problem = problem(call, failure);
      Future<Long> recorded =
          wantsEvent() && !operation.open()
              ? recorder.record(call, event(Optional.of(problem), Outcome.Details.NONE))
              : Future.succeededFuture(problem.seq());
      return recorded.map(seq -> new Served.Refused(problem, seq));
    }

    /// A request that the operation cannot even be asked about is recorded as well.
    private boolean wantsEvent() {
      try {
        return operation.recorded(request);
      } catch (RuntimeException _) {
        return true;
      }
    }

    private ApiEvent event(Optional<Problem> refusal, Outcome.Details details) {
      return new ApiEvent(
          operation.eventName(), parameters(request), authorization.evaluated(), refusal, details);
    }
  }

  /// The event of a call that was done could not be stored.
  private static final class Unrecorded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unrecorded(Throwable cause) {
      super(null, cause, false, false);
    }
  }

  private static Problem problem(Call call, Throwable failure) {
    return switch (failure) {
      case Problem problem -> problem;
      case ApiException reason -> ErrorRenderer.problemOf(reason);
      case Invoker.Refused refused -> ErrorRenderer.problemOf(refused.reason());
      case Outcome.StaleTarget _ ->
          Problem.of(409, "CHANGED_MEANWHILE", "another call changed this meanwhile; try again");
      case Unavailable _ -> {
        LOG.warn("{}: {}", call.requestId(), failure.getMessage());
        yield Problem.of(503, "UNAVAILABLE", "the service is temporarily unavailable; try again");
      }
      default -> {
        LOG.error("{} failed", call.requestId(), failure);
        yield Problem.of(500, "INTERNAL_FAILURE", "the request could not be completed; try again");
      }
    };
  }

  private static JsonObject parameters(Request request) {
    JsonObject.Builder parameters = JsonObject.builder();
    request.path().forEach(parameters::put);
    request
        .query()
        .forEach(
            (name, values) -> {
              if (values.size() == 1) {
                parameters.put(name, values.getFirst());
              } else {
                parameters.put(name, JsonArray.ofStrings(values));
              }
            });
    return parameters.build();
  }

  private static Request read(ApiOperation operation, Raw raw) {
    Map<String, String> path = new LinkedHashMap<>();
    raw.path().forEach((name, value) -> path.put(name, FormText.decode(value, false)));
    return new Request(
        path,
        FormText.query(raw.query()),
        json(operation, raw.body()),
        raw.body(),
        raw.upload(),
        raw.lastEventId());
  }

  private static Optional<JsonValue> json(ApiOperation operation, byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(operation.read(body));
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
