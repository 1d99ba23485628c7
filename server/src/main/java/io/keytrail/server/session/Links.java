package io.keytrail.server.session;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Supplier;

/// Makes sign-in links. The token stands in the fragment, which browsers send to nobody; the page
/// there exchanges it for a cookie.
final class Links {
  private final SessionStore store;
  private final SecureRandom random;
  private final Supplier<String> origin;

  /// @param origin where the dashboard is
  Links(SessionStore store, SecureRandom random, Supplier<String> origin) {
    this.store = store;
    this.random = random;
    this.origin = origin;
  }

  /// @param url works once
  record Made(String url, Instant expires) {}

  Future<Made> make(Tx tx, Principal principal, boolean operator, Instant now) {
    Secret token = Tokens.make(random);
    SignInLink link =
        new SignInLink(Tokens.id(token), principal, operator, now.plus(SignInLink.LIFETIME));
    String url = origin.get() + "/sign-in#token=" + token.readText(SecretAccess.REPLY);
    token.destroy();
    return store.insertLink(tx, link).map(_ -> new Made(url, link.expires()));
  }
}
