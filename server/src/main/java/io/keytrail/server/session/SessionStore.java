package io.keytrail.server.session;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/// Port: links and sessions. Every row is authenticated when it is read: one that somebody else
/// wrote makes the read fail, it signs in nobody.
public interface SessionStore {

  Future<Void> insertLink(Tx tx, SignInLink link);

  /// Takes the link out of the store, so that no other can have it; empty if it is not there.
  Future<Optional<SignInLink>> takeLink(Tx tx, String id);

  Future<Void> insertSession(Tx tx, Session session);

  /// Read from the database at every call, so that what one server ends is ended on all.
  Future<Optional<Session>> session(String id);

  /// The session as it is now, locked until the transaction ends.
  Future<Optional<Session>> lock(Tx tx, String id);

  /// Stores the next revision of a locked session.
  Future<Void> update(Tx tx, Session next);

  /// Stores the next revision in a transaction of its own, unless another one came first: for what
  /// decides little.
  Future<Void> touch(Session next);

  Future<Void> end(Tx tx, String id);

  /// Removes what has ended before that time; answers how many rows.
  Future<Integer> prune(Instant now);
}
