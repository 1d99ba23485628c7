package io.keytrail.server.http;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Caller;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operator's token (`DATA/admin-token`): the default account's root user, who sees all
/// accounts.
///
/// @param token compared in constant time
public record AdminToken(Secret token, String account, String region) {
  private static final String SCHEME = "Bearer ";

  /// The call it signs in, if the request carries it, once.
  Optional<Call> authenticate(Exchange exchange) {
    List<String> authorizations = exchange.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (authorizations.size() != 1 || !authorizations.getFirst().startsWith(SCHEME)) {
      return Optional.empty();
    }
    String text = authorizations.getFirst().substring(SCHEME.length());
    Secret presented = Secret.owning(text.getBytes(StandardCharsets.UTF_8));
    boolean same = presented.sameAs(token);
    presented.destroy();
    return same ? Optional.of(call(exchange)) : Optional.empty();
  }

  private Call call(Exchange exchange) {
    Caller caller =
        new Caller(
            new Principal.Root(account),
            Optional.empty(),
            exchange.origin(),
            Optional.empty(),
            Optional.empty(),
            true,
            Map.of());
    return new Call(
        exchange.requestId(),
        exchange.arrived(),
        account,
        region,
        caller,
        exchange.deadlineNanos());
  }
}
