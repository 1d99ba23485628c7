package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Invoker;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.ServiceCalls;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// An operation of `/api/v1/directories`: it calls operations of `ds` and `ds-data` as the caller,
/// which are authorised and recorded as themselves.
abstract class DirectoryApi implements ApiOperation {
  static final String PATH = "/api/v1/directories";
  static final String ONE = PATH + "/{id}";
  private static final int NOT_FOUND = 404;

  private final ServiceCalls calls;

  DirectoryApi(ServiceCalls calls) {
    this.calls = calls;
  }

  @Override
  public final Access access() {
    return new Access.None(
        "the AWS operations behind it are authorised, and on record, as themselves");
  }

  @Override
  public final boolean recorded(Request request) {
    return false;
  }

  /// Fails with a [Problem] that has the AWS error's name for its code.
  final Future<ServiceCalls.Reply> call(
      Call call, String service, String operation, JsonObject input) {
    return calls
        .call(call, new OperationId(service, operation), input)
        .recover(failure -> Future.failedFuture(problem(failure)));
  }

  private static Throwable problem(Throwable failure) {
    if (!(failure instanceof Invoker.Refused refused)) {
      return failure;
    }
    var code = refused.reason().code();
    boolean missing = code.equals(DirectoryErrors.ENTITY_DOES_NOT_EXIST);
    return Problem.of(
            missing ? NOT_FOUND : code.queryStatus(), code.name(), refused.reason().message())
        .recorded(refused.seq());
  }

  /// `directory` or a piece of it, from a member of DescribeDirectories.
  static JsonObject directory(JsonObject described) {
    JsonObject vpc = described.object("VpcSettings").orElse(JsonObject.EMPTY);
    JsonObject.Builder shown = JsonObject.builder();
    text(shown, "directoryId", described, "DirectoryId");
    text(shown, "name", described, "Name");
    text(shown, "shortName", described, "ShortName");
    text(shown, "size", described, "Size");
    text(shown, "type", described, "Type");
    text(shown, "stage", described, "Stage");
    text(shown, "description", described, "Description");
    if (described.members().get("LaunchTime") instanceof JsonNumber(String seconds)) {
      long millis = new java.math.BigDecimal(seconds).movePointRight(3).longValue();
      shown.put("launched", Instant.ofEpochMilli(millis).toString());
    }
    text(shown, "vpcId", vpc, "VpcId");
    vpc.member("SubnetIds").ifPresent(ids -> shown.put("subnetIds", ids));
    return shown.build();
  }

  static JsonObject user(JsonObject summary) {
    JsonObject.Builder shown = JsonObject.builder();
    text(shown, "name", summary, "SAMAccountName");
    text(shown, "sid", summary, "SID");
    summary.member("Enabled").ifPresent(enabled -> shown.put("enabled", enabled));
    text(shown, "givenName", summary, "GivenName");
    text(shown, "surname", summary, "Surname");
    return shown.build();
  }

  private static void text(JsonObject.Builder to, String name, JsonObject from, String member) {
    from.string(member).ifPresent(text -> to.put(name, text));
  }

  static JsonArray each(JsonObject output, String member, Function<JsonObject, JsonObject> view) {
    List<JsonValue> views = new ArrayList<>();
    if (output.member(member).orElse(JsonArray.EMPTY) instanceof JsonArray(var elements)) {
      for (JsonValue element : elements) {
        if (element instanceof JsonObject object) {
          views.add(view.apply(object));
        }
      }
    }
    return new JsonArray(views);
  }

  /// Puts `next`: where the next page begins, or null.
  static void next(JsonObject.Builder to, JsonObject output) {
    to.put("next", output.member("NextToken").orElse(io.keytrail.audit.json.JsonNull.NULL));
  }

  final JsonObject described(
      String operationId, String summary, String status, JsonObject... more) {
    JsonObject.Builder operation =
        JsonObject.builder().put("operationId", operationId).put("summary", summary);
    for (JsonObject part : more) {
      part.members().forEach(operation::put);
    }
    return operation
        .put(
            "responses",
            JsonObject.builder()
                .put(status, JsonObject.builder().put("description", "Done").build())
                .build())
        .build();
  }

  /// An OpenAPI request body of texts.
  static JsonObject body(List<String> members, List<String> required) {
    JsonObject text = JsonObject.builder().put("type", "string").build();
    JsonObject texts = JsonObject.builder().put("type", "array").put("items", text).build();
    JsonObject.Builder properties = JsonObject.builder();
    members.forEach(name -> properties.put(name, name.endsWith("Ids") ? texts : text));
    JsonObject schema =
        JsonObject.builder()
            .put("type", "object")
            .put("properties", properties.build())
            .put("required", JsonArray.ofStrings(required))
            .put("additionalProperties", false)
            .build();
    JsonObject content =
        JsonObject.builder()
            .put("application/json", JsonObject.builder().put("schema", schema).build())
            .build();
    return JsonObject.builder()
        .put(
            "requestBody",
            JsonObject.builder().put("required", true).put("content", content).build())
        .build();
  }

  static JsonObject parameters(JsonValue... parameters) {
    return JsonObject.builder().put("parameters", new JsonArray(List.of(parameters))).build();
  }

  static JsonObject parameter(String in, String name, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", in)
        .put("required", in.equals("path"))
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", "string").build())
        .build();
  }
}
