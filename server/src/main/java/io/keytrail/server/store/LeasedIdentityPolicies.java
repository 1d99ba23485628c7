package io.keytrail.server.store;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.IdentityPolicies;
import io.vertx.core.Future;
import java.util.Optional;

/// Identity policies and session policies from memory, within the lease.
public final class LeasedIdentityPolicies implements IdentityPolicies {
  private static final int CAPACITY = 20_000;

  private final IdentityPolicies stored;
  private final LeasedCache<String, Optional<InForce>> users;
  private final LeasedCache<String, Optional<InForce>> roles;
  private final LeasedCache<String, Optional<OfSession>> sessions;

  public LeasedIdentityPolicies(ChangeFeed feed, IdentityPolicies stored) {
    this.stored = stored;
    this.users = cache(feed, "iam_user");
    this.roles = cache(feed, "iam_role");
    this.sessions = cache(feed, "iam_session");
  }

  private static <V> LeasedCache<String, V> cache(ChangeFeed feed, String kind) {
    return new LeasedCache<>(
        feed,
        CAPACITY,
        change -> change.kind().equals(kind) ? Optional.of(change.id()) : Optional.empty());
  }

  @Override
  public Future<Optional<InForce>> of(Principal.User user) {
    return orUnavailable(users.get(user.arn(), _ -> stored.of(user)));
  }

  @Override
  public Future<Optional<InForce>> ofRole(Principal.RoleSession session) {
    String key = session.accountId() + "/" + session.roleName();
    return orUnavailable(roles.get(key, _ -> stored.ofRole(session)));
  }

  @Override
  public Future<Optional<OfSession>> ofSession(String sessionId) {
    return orUnavailable(sessions.get(sessionId, stored::ofSession));
  }

  private static <V> Future<V> orUnavailable(Future<V> read) {
    return read.recover(failure -> Future.failedFuture(Unavailable.of(failure)));
  }
}
