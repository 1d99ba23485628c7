package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonSyntaxException;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import io.keytrail.policy.eval.PolicySet.ResourceGuard;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.AnswerContent;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.OnlyUsers;
import io.keytrail.server.invoke.Origin;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The simulator's doors as a client sees them: JSON text in, JSON out.
final class Doors {
  private static final SnapshotSource NO_SNAPSHOTS =
      (_, _) -> Future.failedFuture(new AssertionError("snapshots were asked"));

  private final List<ApiOperation> operations;

  private Doors(SimulateOperations.Dependencies dependencies) {
    this.operations = SimulateOperations.all(dependencies);
  }

  /// Nothing is stored, and nothing may be asked of the store.
  static Doors closedStore() {
    return new Doors(
        new SimulateOperations.Dependencies(
            new OnlyUsers(_ -> Future.failedFuture(new AssertionError("the store was asked"))),
            _ -> Future.failedFuture(new AssertionError("the store was asked")),
            NO_SNAPSHOTS));
  }

  static Doors on(Map<String, IdentityPolicies.InForce> users, Map<String, ResourceGuard> guards) {
    return new Doors(
        new SimulateOperations.Dependencies(
            new OnlyUsers(
                user -> Future.succeededFuture(Optional.ofNullable(users.get(user.arn())))),
            arn -> Future.succeededFuture(Optional.ofNullable(guards.get(arn))),
            NO_SNAPSHOTS));
  }

  JsonObject post(String path, String body) {
    Future<ApiOperation.Answer> answer = handle(path, body);
    if (answer.failed()) {
      throw new AssertionError(answer.cause().getMessage(), answer.cause());
    }
    return body(answer.result().content());
  }

  private static JsonObject body(AnswerContent content) {
    try {
      return switch (content) {
        case AnswerContent.Json(JsonValue value) -> (JsonObject) value;
        case AnswerContent.Written written ->
            (JsonObject) StrictJson.parse(written.json(), Limits.RECORD);
        case AnswerContent.Streamed _ -> throw new AssertionError("a stream");
      };
    } catch (JsonSyntaxException notJson) {
      throw new AssertionError(notJson);
    }
  }

  /// The answer as text, or the refusal with its place.
  String outcome(String path, String body) {
    Future<ApiOperation.Answer> answer = handle(path, body);
    return answer.failed()
        ? answer.cause() instanceof Problem problem
            ? problem.pointer() + " " + problem.getMessage()
            : answer.cause().toString()
        : body(answer.result().content()).toString();
  }

  Problem refused(String path, String body) {
    return (Problem) handle(path, body).cause();
  }

  private Future<ApiOperation.Answer> handle(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    JsonValue parsed;
    try {
      parsed = operation(path).read(bytes);
    } catch (JsonSyntaxException notJson) {
      throw new AssertionError(notJson);
    }
    return operation(path).handle(call(), request(parsed, bytes));
  }

  ApiOperation operation(String path) {
    return operations.stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
  }

  static ApiOperation.Request request(JsonValue body, byte[] raw) {
    return new ApiOperation.Request(Map.of(), Map.of(), Optional.of(body), raw);
  }

  private static Call call() {
    return new Call(
        "request",
        Instant.EPOCH,
        "123456789012",
        "us-west-2",
        Caller.direct(
            new Principal.Root("123456789012"),
            Optional.empty(),
            new Origin("127.0.0.1", "test", false, false)),
        Long.MAX_VALUE);
  }
}
