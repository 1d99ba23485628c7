package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One operation of Keytrail's own `/api/v1`: JSON in, JSON out. Like an AWS operation it declares
/// its IAM action, and `http` serves it only after the Authorizer allowed that on `*` for the
/// caller's account.
public interface ApiOperation {

  /// `GET` or `POST`.
  String method();

  /// `/api/v1/conditions/evaluate`; a segment `{name}` is a parameter.
  String path();

  /// `keytrail:Simulate`.
  String action();

  /// Whether a call is an event in the trail (DESIGN §4: what changes or hands out something).
  boolean recorded(Request request);

  /// Largest body in bytes.
  default int maxBodyBytes() {
    return 1 << 20;
  }

  /// The OpenAPI 3.1 operation object (summary, parameters, requestBody, responses) for
  /// `/openapi.json`.
  JsonObject openApi();

  /// Fails with [Problem] for what the client did wrong.
  Future<Answer> handle(Call call, Request request);

  /// @param path parameters by name
  /// @param query by name, decoded, in order
  /// @param body absent if the request had none; strictly parsed
  /// @param rawBody the bytes it was read from (UTF-8 JSON text)
  record Request(
      Map<String, String> path,
      Map<String, List<String>> query,
      Optional<JsonValue> body,
      byte[] rawBody) {

    /// The only value of a query parameter.
    public Optional<String> one(String name) {
      List<String> values = query.getOrDefault(name, List.of());
      if (values.size() > 1) {
        throw Problem.badRequest("/" + name, "`" + name + "` is given more than once");
      }
      return values.stream().findFirst();
    }
  }

  /// @param event what the record shows, if [#recorded]
  record Answer(int status, JsonValue body, Outcome.Details event) {
    public static Answer ok(JsonValue body) {
      return new Answer(200, body, Outcome.Details.NONE);
    }
  }
}
