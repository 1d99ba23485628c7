package io.keytrail.server.session;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.Access;
import io.keytrail.server.invoke.ApiChange;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Problem;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// `POST /api/v1/sign-in`: exchanges a link's token for a session, once.
///
/// Whatever is wrong with a token, the answer is the same. The session's id is new with every
/// sign-in.
final class SignIn implements ApiChange {
  private static final String TOKEN = "token";

  private final SessionStore store;
  private final KnownPrincipals principals;
  private final SessionView view;
  private final SecureRandom random;

  SignIn(SessionStore store, KnownPrincipals principals, SessionView view, SecureRandom random) {
    this.store = store;
    this.principals = principals;
    this.view = view;
    this.random = random;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/api/v1/sign-in";
  }

  @Override
  public String action() {
    return "keytrail:SignIn";
  }

  @Override
  public Access access() {
    return new Access.None("the link's token, which works once, for ten minutes");
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public boolean recorded(Request request) {
    return true;
  }

  @Override
  public int maxBodyBytes() {
    return 4096;
  }

  @Override
  public Future<Outcome<Answer>> change(Call call, Request request) {
    String token =
        Members.of(request.body().orElse(JsonObject.EMPTY), "", List.of(TOKEN))
            .requiredString(TOKEN);
    if (!Tokens.isToken(token)) {
      throw refused();
    }
    return Future.succeededFuture(
        new Outcome.Change<>(tx -> exchange(tx, call, Tokens.id(token)), List.of()));
  }

  private Future<Outcome.Answer<Answer>> exchange(Tx tx, Call call, String link) {
    return store
        .takeLink(tx, link)
        .map(
            found ->
                found
                    .filter(taken -> call.time().isBefore(taken.expires()))
                    .orElseThrow(SignIn::refused))
        .compose(taken -> principals.exists(taken.principal()).map(exists -> valid(taken, exists)))
        .compose(taken -> begin(tx, call, taken));
  }

  private static SignInLink valid(SignInLink taken, boolean principalExists) {
    if (!principalExists) {
      throw refused();
    }
    return taken;
  }

  private Future<Outcome.Answer<Answer>> begin(Tx tx, Call call, SignInLink link) {
    Secret cookie = Tokens.make(random);
    Session session = Session.begun(Tokens.id(cookie), link, call.time());
    BrowserSession browser =
        new BrowserSession(
            session.id(),
            session.principal(),
            Optional.empty(),
            session.operator(),
            Tokens.csrf(cookie.readText(SecretAccess.CRYPTOGRAPHY)));
    Call signedIn = Sessions.call(call, session.principal(), session.operator(), browser);
    Answer answer =
        Answer.ok(view.of(signedIn))
            .with(new SessionChange.Begun(cookie, Session.LIFETIME, signedIn));
    return store
        .insertSession(tx, session)
        .map(_ -> new Outcome.Answer<>(answer, Outcome.Details.NONE));
  }

  private static Problem refused() {
    return Problem.of(
        401,
        "SIGN_IN_REFUSED",
        "this link signs in nobody: it was used, is older than ten minutes, or is not from this"
            + " server; `./keytrail sign-in` makes another");
  }

  @Override
  public JsonObject openApi() {
    return SessionApi.signIn();
  }
}
