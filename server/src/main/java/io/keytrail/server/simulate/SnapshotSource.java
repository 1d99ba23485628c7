package io.keytrail.server.simulate;

import io.keytrail.server.simulate.snapshot.AccountSnapshot;
import io.vertx.core.Future;

/// Where simulations find snapshots by their ids.
public interface SnapshotSource {

  /// @param account that keeps it
  /// @param id of a snapshot, or `latest`
  /// @return the snapshot; fails with a [io.keytrail.server.invoke.Problem] at `/snapshot` if the
  ///     account keeps no such one
  Future<AccountSnapshot> find(String account, String id);
}
