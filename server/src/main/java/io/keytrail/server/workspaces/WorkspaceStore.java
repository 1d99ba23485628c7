package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: where desktops are kept. Those that are gone are kept too, and never answered.
public interface WorkspaceStore {

  /// Reserved ones included.
  Future<Optional<Workspace>> workspace(Place place, String id);

  /// Visible ones, in order of id.
  Future<List<Workspace>> workspaces(Query query);

  /// Which desktops of a place to list. Every filter that is given must hold.
  ///
  /// @param ids empty: any
  /// @param userName whatever its letter case
  record Query(
      Place place,
      List<String> ids,
      Optional<String> directoryId,
      Optional<String> userName,
      Optional<String> bundleId,
      Optional<String> after,
      int limit) {
    public Query {
      ids = List.copyOf(ids);
    }

    static Query all(Place place, Optional<String> after, int limit) {
      return new Query(
          place, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), after, limit);
    }

    static Query of(Place place, List<String> ids) {
      return new Query(
          place,
          ids,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ids.size());
    }
  }

  /// Whether it was put in; not so where the user has a desktop in that directory, or the id is
  /// taken.
  Future<Boolean> insert(Tx tx, Workspace workspace);

  /// Reads it and keeps others from changing it until the transaction ends.
  Future<Optional<Workspace>> lock(Tx tx, Place place, String id);

  /// Stores the next version of one that was locked.
  Future<Void> update(Tx tx, Workspace next);
}
