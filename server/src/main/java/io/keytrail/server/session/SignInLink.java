package io.keytrail.server.session;

import io.keytrail.policy.eval.Principal;
import java.time.Duration;
import java.time.Instant;

/// A link that signs in whoever opens it first, once.
///
/// @param id digest of its token
/// @param principal whom it signs in: a root user or a user
/// @param operator whether he sees all accounts
/// @param expires first instant at which it signs in nobody
public record SignInLink(String id, Principal principal, boolean operator, Instant expires) {
  static final Duration LIFETIME = Duration.ofMinutes(10);
}
