package io.keytrail.server.http;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiOperation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// `/openapi.json`, assembled once from what the operations say of themselves.
final class OpenApiDocument {
  private static final JsonArray SECURITY =
      new JsonArray(List.of(scheme("token"), scheme("signature"), scheme("session")));

  private OpenApiDocument() {}

  static byte[] render(List<ApiOperation> operations, String version) {
    Map<String, JsonObject.Builder> byPath = new TreeMap<>();
    for (ApiOperation operation : operations) {
      byPath
          .computeIfAbsent(operation.path(), _ -> JsonObject.builder())
          .put(operation.method().toLowerCase(Locale.ROOT), describe(operation));
    }
    JsonObject.Builder paths = JsonObject.builder();
    byPath.forEach((path, item) -> paths.put(path, item.build()));
    JsonObject info = JsonObject.builder().put("title", "Keytrail").put("version", version).build();
    return JsonWriter.toBytes(
        JsonObject.builder()
            .put("openapi", "3.1.0")
            .put("info", info)
            .put("paths", paths.build())
            .put("components", components())
            .build());
  }

  private static JsonObject describe(ApiOperation operation) {
    JsonObject.Builder out = JsonObject.builder();
    operation.openApi().members().forEach(out::put);
    if (operation.access() instanceof Access.Checked) {
      out.put("x-keytrail-action", operation.action());
    }
    return out.put("security", operation.open() ? JsonArray.EMPTY : SECURITY).build();
  }

  private static JsonObject scheme(String name) {
    return JsonObject.builder().put(name, JsonArray.EMPTY).build();
  }

  private static JsonObject components() {
    JsonObject token = JsonObject.builder().put("type", "http").put("scheme", "bearer").build();
    JsonObject signature =
        JsonObject.builder()
            .put("type", "apiKey")
            .put("in", "header")
            .put("name", "Authorization")
            .put("description", "AWS Signature Version 4, service `keytrail`")
            .build();
    JsonObject session =
        JsonObject.builder()
            .put("type", "apiKey")
            .put("in", "cookie")
            .put("name", "keytrail-PORT")
            .put(
                "description",
                "a browser's, from `POST /api/v1/sign-in`; all but GET also need the header"
                    + " `x-keytrail-csrf`")
            .build();
    JsonObject schemes =
        JsonObject.builder()
            .put("token", token)
            .put("signature", signature)
            .put("session", session)
            .build();
    JsonObject schemas = JsonObject.builder().put("Problem", problem()).build();
    return JsonObject.builder().put("securitySchemes", schemes).put("schemas", schemas).build();
  }

  private static JsonObject problem() {
    JsonObject text = JsonObject.builder().put("type", "string").build();
    JsonObject number = JsonObject.builder().put("type", "integer").build();
    JsonObject list =
        JsonObject.builder()
            .put("type", "array")
            .put("items", JsonObject.builder().put("type", "object").build())
            .build();
    JsonObject properties =
        JsonObject.builder()
            .put("type", text)
            .put("title", text)
            .put("status", number)
            .put("detail", text)
            .put("code", text)
            .put("pointer", text)
            .put("line", number)
            .put("column", number)
            .put("diagnostics", list)
            .build();
    return JsonObject.builder()
        .put("type", "object")
        .put("required", JsonArray.ofStrings(List.of("type", "title", "status", "detail", "code")))
        .put("properties", properties)
        .build();
  }
}
