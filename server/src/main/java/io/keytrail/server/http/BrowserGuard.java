package io.keytrail.server.http;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.http.PublicUrl.Address;
import io.keytrail.server.invoke.BrowserSession;
import io.keytrail.server.invoke.Problem;
import java.util.List;
import java.util.Locale;

/// What is asked of a request that comes with a cookie, or is about to get one. A browser adds
/// cookies to what pages of other origins make it send; these headers such pages cannot choose.
///
/// * `Host` is one of ours: a name that was bound to our address later (DNS rebinding) is not.
/// * `Origin` is ours. Browsers leave it out of a GET to their own origin; such a one must say
///   `Sec-Fetch-Site: same-origin`, or bring the header of the CSRF token, whatever its value:
///   another origin cannot send that without asking first, and we never consent. (Browsers send no
///   `Sec-Fetch-Site` to plain HTTP beyond loopback.)
/// * Everything but GET and HEAD says the session's CSRF token.
final class BrowserGuard {
  static final String CSRF = "x-keytrail-csrf";

  private final PublicUrl publicUrl;

  BrowserGuard(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /// @throws Problem if the request cannot come from our own page
  void origin(Exchange exchange) {
    Address address = publicUrl.address();
    List<String> hosts = exchange.headers().getAll("host");
    if (hosts.size() != 1 || !address.hosts().contains(hosts.getFirst().toLowerCase(Locale.ROOT))) {
      throw Problem.of(403, "HOST_NOT_ALLOWED", elsewhere(address));
    }
    List<String> origins = exchange.headers().getAll("origin");
    boolean own =
        origins.isEmpty()
            ? isRead(exchange) && isSameOrigin(exchange)
            : origins.equals(List.of(address.origin()));
    if (!own) {
      throw Problem.of(403, "ORIGIN_NOT_ALLOWED", elsewhere(address));
    }
  }

  /// @throws Problem if a request that may change something does not say the session's token
  void token(Exchange exchange, BrowserSession session) {
    if (isRead(exchange)) {
      return;
    }
    List<String> said = exchange.headers().getAll(CSRF);
    if (said.size() == 1) {
      Secret presented = Secret.ofUtf8(said.getFirst());
      boolean same = presented.sameAs(session.csrf());
      presented.destroy();
      if (same) {
        return;
      }
    }
    throw Problem.of(
        403,
        "CSRF_TOKEN_WRONG",
        "the header `" + CSRF + "` must be the `csrf` that `GET /api/v1/session` answers");
  }

  private static String elsewhere(Address address) {
    return "browsers reach this server at " + address.origin() + "; open the dashboard there";
  }

  private static boolean isRead(Exchange exchange) {
    return exchange.method().equals("GET") || exchange.method().equals("HEAD");
  }

  private static boolean isSameOrigin(Exchange exchange) {
    List<String> sites = exchange.headers().getAll("sec-fetch-site");
    return sites.isEmpty()
        ? exchange.headers().contains(CSRF)
        : sites.equals(List.of("same-origin"));
  }
}
