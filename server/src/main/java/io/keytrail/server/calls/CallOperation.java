package io.keytrail.server.calls;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.ErrorCode;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.ServiceCalls;
import io.keytrail.server.wire.Protocol;
import io.keytrail.server.wire.ServiceModel;
import io.keytrail.server.wire.ServiceModels;
import io.vertx.core.Future;
import java.util.List;

/// `POST /api/v1/aws/{service}/{operation}`: an AWS operation in plain JSON, for the dashboard,
/// which cannot sign. Authorised, recorded and refused as that operation by the caller; nothing is
/// answered that the wire would not answer him.
public final class CallOperation implements ApiOperation {
  private static final int MAX_REGION = 32;

  private final ServiceCalls calls;
  private final ServiceModels models;

  public CallOperation(ServiceCalls calls, ServiceModels models) {
    this.calls = calls;
    this.models = models;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/aws/{service}/{operation}";
  }

  @Override
  public String action() {
    return "keytrail:CallOperation";
  }

  @Override
  public Access access() {
    return new Access.None("the AWS operation is authorised, and on record, as itself");
  }

  /// By the operation itself.
  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    String name = request.path().getOrDefault("service", "");
    ServiceModel service =
        models
            .service(name)
            .orElseThrow(
                () -> Problem.of(404, "NOT_FOUND", "there is no service `" + name + "` here"));
    Call there = request.one("region").map(region -> call.in(region(region))).orElse(call);
    OperationId id = new OperationId(name, request.path().getOrDefault("operation", ""));
    return calls
        .call(there, id, members(request))
        .map(reply -> Answer.ok(reply.output()).recorded(reply.seq()))
        .recover(failure -> Future.failedFuture(problem(service, failure)));
  }

  private static JsonObject members(Request request) {
    if (request.body().orElse(JsonObject.EMPTY) instanceof JsonObject members) {
      return members;
    }
    throw Members.expected("", "an object");
  }

  private static String region(String text) {
    boolean plain =
        !text.isEmpty()
            && text.length() <= MAX_REGION
            && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    if (!plain) {
      throw Problem.badRequest("/region", "`" + text + "` is no name of a Region");
    }
    return text;
  }

  /// The error as the service calls it on its own wire.
  private static Throwable problem(ServiceModel service, Throwable failure) {
    if (!(failure instanceof Invoker.Refused refused)) {
      return failure;
    }
    ErrorCode code = refused.reason().code();
    boolean query = service.protocol() == Protocol.QUERY || service.protocol() == Protocol.EC2;
    return Problem.of(
            code.queryStatus(), query ? code.queryName() : code.name(), refused.reason().message())
        .recorded(refused.seq());
  }

  @Override
  public JsonObject openApi() {
    JsonObject any = JsonObject.builder().put("type", "object").build();
    JsonObject content =
        JsonObject.builder()
            .put("application/json", JsonObject.builder().put("schema", any).build())
            .build();
    return JsonObject.builder()
        .put("operationId", "callOperation")
        .put("summary", "Call an operation of an AWS service in plain JSON")
        .put(
            "parameters",
            new JsonArray(
                List.of(
                    parameter("path", "service", "signing name, `kms`"),
                    parameter("path", "operation", "as AWS spells it, `DescribeKey`"),
                    parameter("query", "region", "instead of the deployment's own"))))
        .put(
            "requestBody",
            JsonObject.builder().put("required", false).put("content", content).build())
        .put(
            "responses",
            JsonObject.builder()
                .put(
                    "200",
                    JsonObject.builder()
                        .put("description", "The operation's output members")
                        .put("content", content)
                        .build())
                .build())
        .build();
  }

  private static JsonValue parameter(String in, String name, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", in)
        .put("required", in.equals("path"))
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", "string").build())
        .build();
  }
}
