package io.keytrail.server.invoke;

import io.vertx.core.Future;
import java.util.List;

/// Tells every server's caches what a change made stale.
public interface Changes {

  /// Writes the invalidations into the change feed, as part of `tx`; other servers read them within
  /// their lease.
  Future<Void> record(Tx tx, List<Outcome.Invalidation> invalidations);

  /// Drops the entries from this server's own caches; called right after the commit, before the
  /// reply.
  void changedHere(List<Outcome.Invalidation> invalidations);
}
