package io.keytrail.server.session;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.BrowserSessions;
import io.keytrail.server.invoke.Call;
import io.vertx.core.Future;

/// `GET /api/v1/session`: who the caller is, and what a page must send along.
final class GetSession implements ApiOperation {
  private final SessionView view;

  GetSession(SessionView view) {
    this.view = view;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/session";
  }

  @Override
  public String action() {
    return "keytrail:GetSession";
  }

  @Override
  public Access access() {
    return new Access.None("who is signed in may know as whom");
  }

  @Override
  public BrowserSessions.Standing standing() {
    return BrowserSessions.Standing.HIMSELF;
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    return Future.succeededFuture(Answer.ok(view.of(call)));
  }

  @Override
  public JsonObject openApi() {
    return SessionApi.getSession();
  }
}
