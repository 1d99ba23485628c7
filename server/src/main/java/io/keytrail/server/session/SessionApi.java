package io.keytrail.server.session;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import java.util.List;

/// How `/openapi.json` describes signing in.
final class SessionApi {
  private static final JsonObject TEXT = JsonObject.builder().put("type", "string").build();
  private static final JsonObject TEXT_OR_NULL =
      JsonObject.builder().put("type", JsonArray.ofStrings(List.of("string", "null"))).build();
  private static final JsonObject FLAG = JsonObject.builder().put("type", "boolean").build();

  private SessionApi() {}

  static JsonObject createSignInLink() {
    JsonObject made =
        object(
            JsonObject.builder()
                .put("url", TEXT)
                .put("principal", TEXT)
                .put("expires", TEXT)
                .build());
    return JsonObject.builder()
        .put("operationId", "createSignInLink")
        .put("summary", "Make a link that signs a browser in, once, within ten minutes")
        .put("requestBody", body(false, one("principal", TEXT)))
        .put("responses", answer("201", "The link; it is not shown again", made))
        .build();
  }

  static JsonObject signIn() {
    return JsonObject.builder()
        .put("operationId", "signIn")
        .put("summary", "Exchange a link's token for a session")
        .put("requestBody", body(true, one("token", TEXT)))
        .put("responses", answer("200", "Signed in; the session is a cookie", session()))
        .build();
  }

  static JsonObject getSession() {
    return JsonObject.builder()
        .put("operationId", "getSession")
        .put("summary", "Say who the caller is")
        .put("responses", answer("200", "The caller", session()))
        .build();
  }

  static JsonObject actAs() {
    return JsonObject.builder()
        .put("operationId", "actAs")
        .put("summary", "Act as another user of the account, or as oneself again")
        .put("requestBody", body(true, one("principal", TEXT_OR_NULL)))
        .put("responses", answer("200", "The caller, from now on", session()))
        .build();
  }

  static JsonObject signOut() {
    return JsonObject.builder()
        .put("operationId", "signOut")
        .put("summary", "End the session")
        .put("responses", answer("200", "Ended", object(JsonObject.EMPTY)))
        .build();
  }

  static JsonObject listPrincipals() {
    JsonObject named =
        object(JsonObject.builder().put("arn", TEXT).put("type", TEXT).put("name", TEXT).build());
    JsonObject list = JsonObject.builder().put("type", "array").put("items", named).build();
    JsonObject page =
        object(JsonObject.builder().put("principals", list).put("next", TEXT_OR_NULL).build());
    return JsonObject.builder()
        .put("operationId", "listPrincipals")
        .put("summary", "List the account's root user and users")
        .put(
            "parameters",
            new JsonArray(
                List.of(
                    parameter("limit", "integer", "principals a page, 1 to 1000"),
                    parameter("after", "string", "`next` of the page before"))))
        .put("responses", answer("200", "One page", page))
        .build();
  }

  private static JsonObject session() {
    return object(
        JsonObject.builder()
            .put("principal", TEXT)
            .put("actingAs", TEXT_OR_NULL)
            .put("account", TEXT)
            .put("region", TEXT)
            .put("csrf", TEXT_OR_NULL)
            .put("operator", FLAG)
            .put("version", TEXT)
            .build());
  }

  private static JsonObject one(String name, JsonObject type) {
    return JsonObject.builder()
        .put("type", "object")
        .put("properties", JsonObject.builder().put(name, type).build())
        .put("additionalProperties", false)
        .build();
  }

  private static JsonObject object(JsonObject properties) {
    return JsonObject.builder()
        .put("type", "object")
        .put("properties", properties)
        .put("required", JsonArray.ofStrings(properties.members().keySet()))
        .build();
  }

  private static JsonObject body(boolean required, JsonObject schema) {
    return JsonObject.builder().put("required", required).put("content", content(schema)).build();
  }

  private static JsonObject answer(String status, String description, JsonObject schema) {
    return JsonObject.builder()
        .put(
            status,
            JsonObject.builder()
                .put("description", description)
                .put("content", content(schema))
                .build())
        .build();
  }

  private static JsonObject content(JsonObject schema) {
    return JsonObject.builder()
        .put("application/json", JsonObject.builder().put("schema", schema).build())
        .build();
  }

  private static JsonValue parameter(String name, String type, String description) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", "query")
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", type).build())
        .build();
  }
}
