package io.keytrail.server.session;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.Optional;

/// `GET /api/v1/principals`: the account's principals by name, to choose from.
final class ListPrincipals implements ApiOperation {
  private static final int MOST = 1000;

  private final KnownPrincipals principals;

  ListPrincipals(KnownPrincipals principals) {
    this.principals = principals;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/principals";
  }

  @Override
  public String action() {
    return "keytrail:ListPrincipals";
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    Optional<String> after = request.one("after");
    int limit = request.one("limit").map(ListPrincipals::limit).orElse(MOST);
    return principals.of(call.account(), after, limit).map(page -> Answer.ok(shown(page)));
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // Refused like any other number that will not do.
    }
    throw Problem.badRequest("/limit", "`limit` takes a whole number from 1 to " + MOST);
  }

  private static JsonObject shown(KnownPrincipals.Page page) {
    return JsonObject.builder()
        .put(
            "principals",
            new JsonArray(page.principals().stream().map(ListPrincipals::shown).toList()))
        .put("next", page.next().<JsonValue>map(JsonString::new).orElse(JsonNull.NULL))
        .build();
  }

  private static JsonValue shown(KnownPrincipals.Named named) {
    return JsonObject.builder()
        .put("arn", named.arn())
        .put("type", named.type())
        .put("name", named.name())
        .build();
  }

  @Override
  public JsonObject openApi() {
    return SessionApi.listPrincipals();
  }
}
