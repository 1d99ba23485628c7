package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `GET /api/v1/imports`: the caller's account's imports, newest first; everybody's, for the
/// operator.
final class ListImports implements ApiOperation {
  private final ImportStore store;

  ListImports(ImportStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/imports";
  }

  @Override
  public String action() {
    return "keytrail:ListImports";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public JsonObject openApi() {
    return ImportsDescription.list();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, List.of("limit", "after"));
    int limit = ImportParameters.limit(request);
    // One more than wanted tells whether there is a next page.
    ImportStore.Query query =
        new ImportStore.Query(
            call.caller().operator() ? Optional.empty() : Optional.of(call.account()),
            request.one("after").map(ListImports::after),
            limit + 1);
    return store.list(query).map(found -> Answer.ok(page(found, limit)));
  }

  private static JsonObject page(List<Import> found, int limit) {
    List<Import> shown = found.subList(0, Math.min(found.size(), limit));
    List<JsonValue> entries =
        shown.stream().<JsonValue>map(one -> ImportJson.of(one).build()).toList();
    JsonValue next =
        found.size() > limit ? new JsonString(shown.getLast().id().toString()) : JsonNull.NULL;
    return JsonObject.builder().put("imports", new JsonArray(entries)).put("next", next).build();
  }

  private static UUID after(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw ImportParameters.after();
    }
  }
}
