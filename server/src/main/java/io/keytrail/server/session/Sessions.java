package io.keytrail.server.session;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Authorizer;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.BrowserSessions;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Check;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says whose call a cookie makes. A session is worth what its principal is worth now: it ends with
/// the user, and acting as somebody else ends with the permission to.
final class Sessions implements BrowserSessions {
  static final String ADMINISTER = "keytrail:Administer";

  private final SessionStore store;
  private final KnownPrincipals principals;
  private final Authorizer authorizer;

  Sessions(SessionStore store, KnownPrincipals principals, Authorizer authorizer) {
    this.store = store;
    this.principals = principals;
    this.authorizer = authorizer;
  }

  @Override
  public Future<Optional<Call>> signedIn(Call stranger, String cookie, Standing standing) {
    return Tokens.isToken(cookie)
        ? live(stranger, Tokens.id(cookie))
            .compose(
                found ->
                    found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : standing(stranger, found.get(), cookie, standing).map(Optional::of))
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<Session>> live(Call stranger, String id) {
    return store
        .session(id)
        .map(found -> found.filter(session -> !session.endedAt(stranger.time())))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(found)
                    : principals
                        .exists(found.get().principal())
                        .map(still -> found.filter(_ -> still)))
        .onSuccess(found -> found.ifPresent(session -> touch(stranger, session)));
  }

  /// Nobody waits for it, and where it fails the session only looks idle a minute longer.
  private void touch(Call stranger, Session session) {
    if (session.unseenAt(stranger.time())) {
      store.touch(session.seenAt(stranger.time())).onFailure(_ -> {});
    }
  }

  private Future<Call> standing(Call stranger, Session session, String cookie, Standing standing) {
    BrowserSession browser =
        new BrowserSession(
            session.id(),
            session.principal(),
            session.acting(),
            session.operator(),
            Tokens.csrf(cookie));
    Call himself = call(stranger, session.principal(), session.operator(), browser);
    return standing == Standing.HIMSELF || session.acting().isEmpty()
        ? Future.succeededFuture(himself)
        : mayAct(himself, session.acting().get())
            .map(_ -> call(stranger, session.acting().get(), false, browser));
  }

  private Future<Authorization> mayAct(Call himself, Principal acting) {
    return principals
        .exists(acting)
        .compose(
            exists -> {
              if (!exists) {
                throw Problem.of(
                    403,
                    "ACTING_AS_NOBODY",
                    "`" + acting.arn() + "`, as whom you act, is gone; act as somebody else");
              }
              return authorizer.authorize(
                  himself, List.of(Check.plain(ADMINISTER, "*", himself.account())));
            })
        .map(
            answer -> {
              if (!answer.allowed()) {
                throw Problem.of(403, "ACTING_NOT_ALLOWED", answer.message());
              }
              return answer;
            });
  }

  static Call call(Call stranger, Principal principal, boolean operator, BrowserSession browser) {
    Caller caller =
        new Caller(
            principal,
            Optional.empty(),
            stranger.caller().origin(),
            Optional.empty(),
            Optional.empty(),
            operator,
            Map.of(),
            Optional.of(browser));
    return stranger.by(caller, principal.account().orElseThrow());
  }
}
