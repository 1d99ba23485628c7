package io.keytrail.server.simulate;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Port: snapshots of accounts, each local account's by themselves.
public interface SnapshotStore {

  /// Keeps the snapshot; nothing changes if it is there already.
  ///
  /// @return how many the account keeps now
  Future<Integer> keep(Tx tx, Kept snapshot);

  /// Without contents, that taken latest first.
  Future<List<Entry>> list(String account);

  /// The content; empty if the account keeps none of that id.
  Future<Optional<Bytes>> content(String account, String id);

  /// Says whether there was one.
  Future<Boolean> delete(Tx tx, String account, String id);

  /// @param owner local account that keeps it
  /// @param content digest of which is the entry's id
  record Kept(String owner, Entry entry, Bytes content) {}

  /// What a list shows.
  ///
  /// @param subject the account that the snapshot is of
  record Entry(String id, String subject, Instant taken, Instant kept, Counts counts, int bytes) {}

  record Counts(int principals, int keys, int policies) {}
}
