package io.keytrail.server.imports;

import io.keytrail.server.invoke.Tx;
import io.keytrail.server.jobs.JobState;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Port: where imports are kept, and which events came by one.
public interface ImportStore {

  /// An import to be.
  ///
  /// @param operator whether it may bring in records of every account
  record Wish(UUID id, String account, boolean operator, Import.File file) {}

  /// What one part of a file adds.
  ///
  /// @param keys of the events that are added with it
  /// @param totals of the import, this part included
  record Part(List<UUID> keys, List<Quarantined> quarantined, Totals totals) {
    public Part {
      keys = List.copyOf(keys);
      quarantined = List.copyOf(quarantined);
    }
  }

  /// How an import ended.
  ///
  /// @param state done, failed or cancelled
  record Ending(JobState state, Optional<String> contentSha256) {}

  /// Which imports to list, newest first.
  ///
  /// @param account absent: of all accounts
  /// @param after an import; those older than it
  record Query(Optional<String> account, Optional<UUID> after, int limit) {}

  Future<Void> insert(Tx tx, Wish wish);

  /// Those of the keys under which an event came by an import.
  Future<Set<UUID>> known(Collection<UUID> keys);

  /// Whether all keys were new. Where one was not, the transaction must not commit.
  Future<Boolean> add(Tx tx, UUID id, Part part);

  /// Of a finished import of the same content by somebody who may bring in the same, of which
  /// nothing was left out.
  Future<Optional<Totals>> sameContent(String account, boolean operator, String contentSha256);

  Future<Void> end(Tx tx, UUID id, Ending ending);

  Future<Optional<Import>> find(UUID id);

  Future<List<Import>> list(Query query);

  /// By place, those behind `after`; -1 for all.
  Future<List<Quarantined>> quarantined(UUID id, long after, int limit);
}
