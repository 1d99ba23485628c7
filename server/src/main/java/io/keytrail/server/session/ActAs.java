package io.keytrail.server.session;

import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.BrowserSessions;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Outcome.StaleTarget;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// `POST /api/v1/session/act-as`: from now on the dashboard's calls are those of another principal,
/// decided and recorded as his; the record says who acts. Going back to oneself needs no
/// permission.
///
/// A user of the account; the operator may choose any principal of the deployment.
final class ActAs implements ApiChange {
  private static final String PRINCIPAL = "principal";

  private final SessionStore store;
  private final KnownPrincipals principals;
  private final SessionView view;

  ActAs(SessionStore store, KnownPrincipals principals, SessionView view) {
    this.store = store;
    this.principals = principals;
    this.view = view;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/session/act-as";
  }

  @Override
  public String action() {
    return Sessions.ADMINISTER;
  }

  @Override
  public String eventName() {
    return "ActAs";
  }

  @Override
  public boolean checked(Request request) {
    return wanted(request).isPresent();
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
  public int maxBodyBytes() {
    return 4096;
  }

  private static Optional<String> wanted(Request request) {
    return Members.of(request.body().orElse(JsonObject.EMPTY), "", List.of(PRINCIPAL))
        .string(PRINCIPAL);
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    BrowserSession session = SignOut.of(call);
    return whom(call, wanted(request))
        .map(whom -> new Outcome.Change<>(tx -> change(tx, call, session.id(), whom), List.of()));
  }

  private Future<Optional<Principal>> whom(Call call, Optional<String> wanted) {
    if (wanted.isEmpty() || wanted.get().equals(call.caller().principal().arn())) {
      return Future.succeededFuture(Optional.empty());
    }
    return principals
        .find(wanted.get())
        .map(
            found -> {
              if (found.filter(principal -> may(call, principal)).isEmpty()) {
                throw Problem.badRequest(
                    "/" + PRINCIPAL, "there is no user `" + wanted.get() + "` that you may act as");
              }
              return found;
            });
  }

  private static boolean may(Call call, Principal principal) {
    return call.caller().operator()
        || principal instanceof Principal.User user && user.accountId().equals(call.account());
  }

  private Future<Outcome.Answer<Answer>> change(
      Tx tx, Call call, String id, Optional<Principal> whom) {
    JsonObject recorded = JsonObject.builder().put("actingAs", shown(whom)).build();
    return store
        .lock(tx, id)
        .map(found -> found.orElseThrow(() -> new StaleTarget("the session has ended")))
        .compose(session -> store.update(tx, session.actingAs(whom)))
        .map(
            _ ->
                new Outcome.Answer<>(
                    Answer.ok(view.of(call, whom)), Outcome.Details.response(recorded)));
  }

  private static JsonValue shown(Optional<Principal> whom) {
    return whom.<JsonValue>map(principal -> new JsonString(principal.arn())).orElse(JsonNull.NULL);
  }

  @Override
  public JsonObject openApi() {
    return SessionApi.actAs();
  }
}
