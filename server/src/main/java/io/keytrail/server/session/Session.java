package io.keytrail.server.session;

import io.keytrail.policy.eval.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One dashboard, signed in.
///
/// @param id digest of its cookie
/// @param principal who signed in: a root user or a user
/// @param operator whether he sees all accounts while he acts as nobody else
/// @param acting as whom he acts, if not as himself
/// @param seen when it was last used, to the [#SEEN_EVERY]
/// @param revision from 1, one more with every change
public record Session(
    String id,
    Principal principal,
    boolean operator,
    Optional<Principal> acting,
    Instant created,
    Instant seen,
    long revision) {
  /// It ends, whatever happens.
  public static final Duration LIFETIME = Duration.ofHours(12);

  /// It ends if nobody uses it.
  public static final Duration IDLE = Duration.ofHours(2);

  static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  static Session begun(String id, SignInLink link, Instant now) {
    return new Session(id, link.principal(), link.operator(), Optional.empty(), now, now, 1);
  }

  boolean endedAt(Instant now) {
    return !now.isBefore(created.plus(LIFETIME)) || !now.isBefore(seen.plus(IDLE));
  }

  /// Whether it is time to note that it is in use.
  boolean unseenAt(Instant now) {
    return !now.isBefore(seen.plus(SEEN_EVERY));
  }

  Session seenAt(Instant now) {
    return new Session(id, principal, operator, acting, created, now, revision + 1);
  }

  Session actingAs(Optional<Principal> other) {
    return new Session(id, principal, operator, other, created, seen, revision + 1);
  }
}
