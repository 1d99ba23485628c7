package io.keytrail.server.simulate;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/// Port: scenarios that users share, each account's by themselves.
public interface ScenarioStore {

  /// Keeps the content under its id; nothing changes if it is there already. Where the account
  /// keeps too much, those that nobody opened for longest go first, but none that was opened since
  /// `spared`.
  ///
  /// @return whether there was room
  Future<Boolean> keep(Tx tx, Kept scenario, Room room, Instant spared);

  /// The content, which is noted as opened at that time.
  Future<Optional<Bytes>> open(String account, String id, Instant now);

  /// @param id digest of the content
  record Kept(String account, String id, Bytes content, Instant now) {}

  /// What an account may keep.
  record Room(int scenarios, long bytes) {}
}
