package io.keytrail.server.workspaces;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;

/// `GET /api/v1/workspaces/{id}`: one desktop, for who may describe desktops.
final class GetWorkspaceDetail implements ApiOperation {
  private final WorkspacesCore core;

  GetWorkspaceDetail(WorkspacesCore core) {
    this.core = core;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/workspaces/{id}";
  }

  @Override
  public String action() {
    return ListWorkspaceDetails.ACTION;
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public JsonObject openApi() {
    return WorkspacesDescription.get();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    String id = request.path().getOrDefault("id", "");
    return core.workspaces()
        .workspace(Place.of(call), id)
        .map(found -> found.filter(one -> one.state().visible()))
        .compose(
            found ->
                new WorkspaceDetails(core)
                    .of(
                        found.orElseThrow(
                            () ->
                                Problem.of(
                                    404,
                                    "WORKSPACE_NOT_FOUND",
                                    "there is no WorkSpace `" + id + "`"))))
        .map(Answer::ok);
  }
}
