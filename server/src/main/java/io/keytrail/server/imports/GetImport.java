package io.keytrail.server.imports;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/// `GET /api/v1/imports/{id}`: one import with its counts, and what of its file was left out, page
/// by page.
final class GetImport implements ApiOperation {
  private final ImportStore store;

  GetImport(ImportStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/imports/{id}";
  }

  @Override
  public String action() {
    return "keytrail:GetImport";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public JsonObject openApi() {
    return ImportsDescription.get();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, List.of("limit", "after"));
    int limit = ImportParameters.limit(request);
    long after =
        request.one("after").map(text -> QueryParameters.number("after", text)).orElse(-1L);
    return visible(call, request.path().getOrDefault("id", ""))
        .compose(
            one ->
                store
                    .quarantined(one.id(), after, limit + 1)
                    .map(found -> Answer.ok(page(one, found, limit))));
  }

  /// An import of another account looks like none.
  private Future<Import> visible(Call call, String text) {
    Problem none = Problem.of(404, "IMPORT_NOT_FOUND", "there is no import `" + text + "`");
    UUID id;
    try {
      id = UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return Future.failedFuture(none);
    }
    return store
        .find(id)
        .map(
            found ->
                found
                    .filter(
                        one ->
                            id.toString().equals(text)
                                && (call.caller().operator()
                                    || one.account().equals(call.account())))
                    .orElseThrow(() -> none));
  }

  private static JsonObject page(Import one, List<Quarantined> found, int limit) {
    List<Quarantined> shown = found.subList(0, Math.min(found.size(), limit));
    List<JsonValue> entries =
        shown.stream()
            .<JsonValue>map(entry -> ImportJson.quarantined(one.file().name(), entry))
            .toList();
    JsonValue next =
        found.size() > limit
            ? new JsonString(Long.toString(shown.getLast().record()))
            : JsonNull.NULL;
    return ImportJson.of(one).put("quarantine", new JsonArray(entries)).put("next", next).build();
  }
}
