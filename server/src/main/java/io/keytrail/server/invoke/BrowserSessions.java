package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.Optional;

/// Port: who a dashboard's cookie stands for. `session` implements it; `http` asks it once a
/// request.
public interface BrowserSessions {

  /// The stranger's call as that of whom the cookie signs in; empty if it signs in nobody (any
  /// more). Fails with [Problem] if he acts as somebody he may not act as, and with an
  /// [Unavailable] if that cannot be read.
  ///
  /// @param cookie from the wire, unchecked
  Future<Optional<Call>> signedIn(Call stranger, String cookie, Standing standing);

  /// As whom a call is made.
  enum Standing {
    /// As whom the session acts.
    ACTING,
    /// As who signed in: for calls that are about the session itself.
    HIMSELF
  }
}
