package io.keytrail.server.store;

import io.keytrail.server.invoke.AccessKeys;
import io.vertx.core.Future;
import java.util.Optional;

/// Access keys from memory, within the lease. Unknown ids are not remembered: strangers must not
/// fill the cache.
public final class LeasedAccessKeys implements AccessKeys {
  private static final String KIND = "iam_access_key";
  private static final String KIND_ROLE_GONE = "iam_role_gone";
  private static final int CAPACITY = 20_000;

  private final AccessKeys stored;
  private final LeasedCache<String, AccessKeyRecord> cache;

  public LeasedAccessKeys(ChangeFeed feed, AccessKeys stored) {
    this.stored = stored;
    this.cache =
        new LeasedCache<>(
            feed,
            CAPACITY,
            change -> change.kind().equals(KIND) ? Optional.of(change.id()) : Optional.empty());
    feed.listen(this::forgetSessions);
  }

  /// The keys of a role's sessions end with the role. That is so seldom that all go.
  private void forgetSessions(Change change) {
    if (change instanceof Change.Of one && one.kind().equals(KIND_ROLE_GONE)) {
      cache.invalidateAll();
    }
  }

  @Override
  public Future<Optional<AccessKeyRecord>> find(String accessKeyId) {
    return cache
        .get(accessKeyId, id -> stored.find(id).map(found -> found.orElseThrow(Unknown::new)))
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof Unknown
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(Unavailable.of(failure)));
  }

  /// There is no such key.
  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unknown() {
      super("no such access key", null, false, false);
    }
  }
}
