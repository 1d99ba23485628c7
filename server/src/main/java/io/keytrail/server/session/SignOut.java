package io.keytrail.server.session;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.BrowserSessions;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;

/// `POST /api/v1/sign-out`: ends the session on every server, not only in this browser.
final class SignOut implements ApiChange {
  private final SessionStore store;

  SignOut(SessionStore store) {
    this.store = store;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/sign-out";
  }

  @Override
  public String action() {
    return "keytrail:SignOut";
  }

  @Override
  public Access access() {
    return new Access.None("who is signed in may end it");
  }

  @Override
  public BrowserSessions.Standing standing() {
    return BrowserSessions.Standing.HIMSELF;
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    BrowserSession session = of(call);
    Answer answer = Answer.ok(JsonObject.EMPTY).with(new SessionChange.Ended());
    return Future.succeededFuture(
        new Outcome.Change<>(
            tx ->
                store
                    .end(tx, session.id())
                    .map(_ -> new Outcome.Answer<>(answer, Outcome.Details.NONE)),
            List.of()));
  }

  /// The session that a call came by.
  ///
  /// @throws Problem if it came by none
  static BrowserSession of(Call call) {
    return call.caller()
        .browser()
        .orElseThrow(
            () ->
                Problem.of(
                    400, "NO_SESSION", "only a browser that is signed in by a link has a session"));
  }

  @Override
  public JsonObject openApi() {
    return SessionApi.signOut();
  }
}
