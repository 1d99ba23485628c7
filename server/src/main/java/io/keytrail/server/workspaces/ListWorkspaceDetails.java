package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `GET /api/v1/workspaces`: the account's desktops in the call's Region, in order of id, for who
/// may describe them.
final class ListWorkspaceDetails implements ApiOperation {
  static final String ACTION = "workspaces:DescribeWorkspaces";
  private static final String LIST = "/api/v1/workspaces";
  private static final List<String> NAMES = List.of("limit", "after");
  private static final int PAGE = 50;
  private static final int MOST = 200;

  private final WorkspacesCore core;

  ListWorkspaceDetails(WorkspacesCore core) {
    this.core = core;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/workspaces";
  }

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public JsonObject openApi() {
    return WorkspacesDescription.list();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    for (String name : request.query().keySet()) {
      if (!NAMES.contains(name)) {
        throw Problem.badRequest("/" + name, "there is no parameter `" + name + "`");
      }
    }
    int limit = request.one("limit").map(ListWorkspaceDetails::limit).orElse(PAGE);
    Place place = Place.of(call);
    Optional<String> after = after(place, request.one("after"));
    return core.workspaces()
        .workspaces(WorkspaceStore.Query.all(place, after, limit + 1))
        .compose(found -> answer(place, found, limit));
  }

  private Optional<String> after(Place place, Optional<String> token) {
    try {
      return core.tokens().after(place, LIST, token);
    } catch (io.keytrail.server.invoke.ApiException foreign) {
      throw Problem.badRequest(
          "/after", "`after` takes the `next` of an earlier answer, unchanged");
    }
  }

  private static int limit(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int limit = digits ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw Problem.badRequest("/limit", "`limit` takes a whole number from 1 to " + MOST);
    }
    return limit;
  }

  private Future<Answer> answer(Place place, List<Workspace> found, int limit) {
    Tokens.Page<Workspace> page = core.tokens().page(place, LIST, found, limit, Workspace::id);
    WorkspaceDetails details = new WorkspaceDetails(core);
    List<JsonValue> shown = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (Workspace workspace : page.items()) {
      done = done.compose(_ -> details.of(workspace)).onSuccess(shown::add).mapEmpty();
    }
    JsonValue next = page.next().<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
    return done.map(
        _ ->
            Answer.ok(
                JsonObject.builder()
                    .put("workspaces", new JsonArray(shown))
                    .put("next", next)
                    .build()));
  }
}
