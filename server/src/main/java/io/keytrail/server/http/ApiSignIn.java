package io.keytrail.server.http;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.ApiOperation.SessionChange;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.BrowserSessions;
import io.keytrail.server.invoke.BrowserSessions.Standing;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/// Says whose call an unsigned request of `/api/v1` is: the operator's by his token, a browser's by
/// its cookie, a stranger's where the operation is open to them.
final class ApiSignIn {
  /// Wrong sign-ins of one source: ten at once, then one in two seconds.
  private static final double ATTEMPTS_A_SECOND = 0.5;

  private static final int ATTEMPTS_AT_ONCE = 10;

  private final AdminToken adminToken;
  private final BrowserSessions sessions;
  private final PublicUrl publicUrl;
  private final BrowserGuard guard;
  private final TokenBuckets attempts;

  ApiSignIn(FrontDoor.Parts parts) {
    adminToken = parts.adminToken();
    sessions = parts.sessions();
    publicUrl = parts.publicUrl();
    guard = new BrowserGuard(publicUrl);
    attempts = new TokenBuckets(ATTEMPTS_A_SECOND, ATTEMPTS_AT_ONCE, System::nanoTime);
  }

  /// Fails with [Problem] if nobody is signed in.
  ///
  /// @param operation that the path leads to
  /// @throws Problem where that shows without asking anyone
  Future<Call> call(Exchange exchange, Optional<ApiOperation> operation) {
    if (operation.filter(ApiOperation::open).isPresent()) {
      guard.origin(exchange);
      attempt(exchange);
      return Future.succeededFuture(stranger(exchange));
    }
    Optional<String> cookie =
        exchange.headers().contains(HttpHeaders.AUTHORIZATION)
            ? Optional.empty()
            : SessionCookie.read(exchange, publicUrl.address());
    if (cookie.isPresent()) {
      guard.origin(exchange);
      Standing standing = operation.map(ApiOperation::standing).orElse(Standing.ACTING);
      return sessions
          .signedIn(stranger(exchange), cookie.get(), standing)
          .map(call -> guarded(exchange, call.orElseThrow(ApiSignIn::nobody)));
    }
    return Future.succeededFuture(adminToken.authenticate(exchange).orElseThrow(ApiSignIn::nobody));
  }

  private Call guarded(Exchange exchange, Call call) {
    BrowserSession session = call.caller().browser().orElseThrow();
    guard.token(exchange, session);
    return call;
  }

  /// What the browser must remember or forget; goes into the reply's head.
  void remember(Exchange exchange, SessionChange change) {
    if (change instanceof SessionChange.Begun) {
      attempts.giveBack(RateLimiter.network(exchange.origin().sourceIp()));
    }
    exchange
        .request()
        .response()
        .putHeader("set-cookie", SessionCookie.write(change, publicUrl.address()));
  }

  private void attempt(Exchange exchange) {
    if (!attempts.take(RateLimiter.network(exchange.origin().sourceIp()))) {
      throw Problem.of(
          429, "THROTTLING", "too many attempts to sign in from your address; wait a little");
    }
  }

  private Call stranger(Exchange exchange) {
    return new Call(
        exchange.requestId(),
        exchange.arrived(),
        adminToken.account(),
        adminToken.region(),
        Caller.direct(new Principal.Anonymous(), Optional.empty(), exchange.origin()),
        exchange.deadlineNanos());
  }

  private static Problem nobody() {
    return Problem.of(
        401,
        "UNAUTHENTICATED",
        "sign in by `Authorization: Bearer TOKEN` or by Signature Version 4;"
            + " a browser signs in by a link that `./keytrail sign-in` makes");
  }
}
