package io.keytrail.server.iam;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/// Port: role sessions. Rows are authenticated when they are read, as those of [RoleStore] are.
public interface SessionStore {

  /// The session with its role as it is now; absent if either is gone.
  Future<Optional<Opened>> session(String sessionId);

  /// Adds the session unless its id is taken; says whether it did. Fails with
  /// [io.keytrail.server.invoke.Outcome.StaleTarget] if the role is gone.
  Future<Boolean> insertSession(Tx tx, StoredSession session);

  /// Removes sessions that ended before that time.
  ///
  /// @return how many
  Future<Integer> deleteEnded(Instant before);

  /// A stored session and whose it is.
  record Opened(StoredSession stored, Role role) {}
}
