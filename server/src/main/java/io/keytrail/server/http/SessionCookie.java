package io.keytrail.server.http;

import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.http.PublicUrl.Address;
import io.keytrail.server.invoke.ApiOperation.SessionChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The dashboard's cookie, read and written.
final class SessionCookie {
  private SessionCookie() {}

  /// The value; empty if there is none, or more than one: then somebody else set one of them.
  static Optional<String> read(Exchange exchange, Address address) {
    List<String> values = new ArrayList<>(1);
    for (String header : exchange.headers().getAll("cookie")) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(address.cookie())) {
          values.add(pair.substring(equals + 1).strip());
        }
      }
    }
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /// The `Set-Cookie` that makes the browser remember, or forget.
  static String write(SessionChange change, Address address) {
    String kept =
        switch (change) {
          case SessionChange.Begun begun ->
              begun.cookie().readText(SecretAccess.REPLY)
                  + "; Max-Age="
                  + begun.lifetime().toSeconds();
          case SessionChange.Ended _ -> "; Max-Age=0";
        };
    return address.cookie()
        + "="
        + kept
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (address.secure() ? "; Secure" : "");
  }
}
