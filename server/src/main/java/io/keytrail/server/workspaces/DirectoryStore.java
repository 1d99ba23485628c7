package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: where registered directories are kept.
public interface DirectoryStore {
  Future<Optional<WorkspaceDirectory>> directory(Place place, String id);

  /// In order of id.
  ///
  /// @param ids empty: any
  Future<List<WorkspaceDirectory>> directories(
      Place place, List<String> ids, Optional<String> after, int limit);

  /// Whether it was put in; not so where it is there.
  Future<Boolean> insert(Tx tx, WorkspaceDirectory directory);

  /// Keeps the directory from being deregistered, or from getting desktops, until the transaction
  /// ends; empty if it is not registered.
  ///
  /// @param exclusive for who deregisters it or changes it; else for who puts a desktop into it
  Future<Optional<WorkspaceDirectory>> lock(Tx tx, Place place, String id, boolean exclusive);

  Future<Void> update(Tx tx, WorkspaceDirectory next);

  /// Deregisters it; whether it could: not so while it has desktops.
  Future<Boolean> delete(Tx tx, WorkspaceDirectory directory);
}
