package io.keytrail.server.store;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.IdentityPolicies;
import io.vertx.core.Future;
import java.util.Optional;

/// Identity policies from memory, within the lease.
public final class LeasedIdentityPolicies implements IdentityPolicies {
  private static final String KIND = "iam_user";
  private static final int CAPACITY = 20_000;

  private final IdentityPolicies stored;
  private final LeasedCache<String, Optional<InForce>> cache;

  public LeasedIdentityPolicies(ChangeFeed feed, IdentityPolicies stored) {
    this.stored = stored;
    this.cache =
        new LeasedCache<>(
            feed,
            CAPACITY,
            change -> change.kind().equals(KIND) ? Optional.of(change.id()) : Optional.empty());
  }

  @Override
  public Future<Optional<InForce>> of(Principal.User user) {
    return cache
        .get(user.arn(), _ -> stored.of(user))
        .recover(failure -> Future.failedFuture(Unavailable.of(failure)));
  }
}
