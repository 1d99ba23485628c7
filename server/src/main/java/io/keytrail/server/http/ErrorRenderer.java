package io.keytrail.server.http;

import io.keytrail.server.http.gate.GateRefusal;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import io.keytrail.server.invoke.ErrorCode;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.wire.ServiceModel;
import io.keytrail.server.wire.WireErrors;
import io.keytrail.server.wire.WireReply;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns every failure into a reply, once. What is none of [ApiException], [Problem],
/// [Invoker.Refused] and [BodyRefused] is a bug: it is logged with the request id and answered
/// without details.
final class ErrorRenderer {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorRenderer.class);
  private static final String PROBLEM_TYPE = "application/problem+json";

  private ErrorRenderer() {}

  /// An error in a service's protocol.
  static void aws(Exchange exchange, ServiceModel service, Throwable failure) {
    ApiException reason = reason(exchange, failure);
    if (exchange.answered()) {
      return;
    }
    WireReply reply = WireErrors.render(service, reason, exchange.requestId());
    reply.headers().forEach((name, value) -> exchange.request().response().putHeader(name, value));
    if (failure instanceof BodyRefused) {
      exchange.replyAndClose(reply.status(), reply.contentType(), reply.body(), 0);
    } else {
      exchange.reply(reply.status(), reply.contentType(), reply.body(), seq(failure));
    }
  }

  /// An error of `/api/v1` and of everything else that is not a service.
  static void api(Exchange exchange, Throwable failure, long seq) {
    api(exchange, failure, seq, failure instanceof BodyRefused);
  }

  /// As [#api], to a client whose body is not read to its end.
  static void apiAndClose(Exchange exchange, Throwable failure, long seq) {
    api(exchange, failure, seq, true);
  }

  private static void api(Exchange exchange, Throwable failure, long seq, boolean last) {
    Problem problem = problem(exchange, failure);
    if (exchange.answered()) {
      return;
    }
    byte[] body = ProblemJson.render(problem);
    if (problem.status() == 401) {
      exchange.request().response().putHeader("www-authenticate", "Bearer");
    }
    if (last) {
      exchange.replyAndClose(problem.status(), PROBLEM_TYPE, body, seq);
    } else {
      exchange.reply(problem.status(), PROBLEM_TYPE, body, seq);
    }
  }

  /// What the gate turned away: plain text, then the end of the connection.
  static void gate(Exchange exchange, GateRefusal refusal) {
    exchange.replyAndClose(
        refusal.status(),
        "text/plain; charset=utf-8",
        refusal.message().getBytes(StandardCharsets.UTF_8),
        0);
  }

  /// The failure as a problem document says it.
  static Problem problem(Exchange exchange, Throwable failure) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    return problemOf(reason(exchange, failure));
  }

  static Problem problemOf(ApiException reason) {
    return Problem.of(
        reason.code().queryStatus(), upperSnake(reason.code().queryName()), reason.message());
  }

  /// The failure as an API error.
  static ApiException reason(Exchange exchange, Throwable failure) {
    return switch (failure) {
      case ApiException reason -> reason;
      case Invoker.Refused refused -> refused.reason();
      case BodyRefused body -> bodyReason(body.refusal());
      case Problem problem -> new ApiException(CommonErrors.VALIDATION, problem.detail());
      default -> {
        LOG.error("{} {} failed", exchange.requestId(), exchange.path(), failure);
        yield new ApiException(
            CommonErrors.INTERNAL, "the request could not be completed; try again");
      }
    };
  }

  /// Whether the fault is ours.
  static boolean isFault(Throwable failure) {
    return switch (failure) {
      case ApiException reason -> reason.code().serverFault();
      case Invoker.Refused refused -> refused.reason().code().serverFault();
      case Problem problem -> problem.status() >= 500;
      case BodyRefused _ -> false;
      default -> true;
    };
  }

  private static ApiException bodyReason(GateRefusal refusal) {
    return new ApiException(
        refusal.status() == 413
            ? CommonErrors.REQUEST_ENTITY_TOO_LARGE
            : ErrorCode.of("RequestTimeoutException", refusal.status()),
        refusal.message());
  }

  private static long seq(Throwable failure) {
    return failure instanceof Invoker.Refused refused ? refused.seq() : 0;
  }

  /// `AccessDenied` as `ACCESS_DENIED`.
  private static String upperSnake(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z' && i > 0) {
        out.append('_');
      }
      out.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
    }
    return out.toString();
  }
}
