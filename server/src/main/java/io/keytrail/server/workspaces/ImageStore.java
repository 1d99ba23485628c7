package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: where images are kept.
public interface ImageStore {
  Future<Optional<WorkspaceImage>> image(Place place, String id);

  /// In order of id.
  ///
  /// @param ids empty: any
  Future<List<WorkspaceImage>> images(
      Place place, List<String> ids, Optional<String> after, int limit);

  /// Whether it was put in; not so where its name is taken.
  Future<Boolean> insert(Tx tx, WorkspaceImage image);

  Future<Void> update(Tx tx, WorkspaceImage next);

  Future<Boolean> delete(Tx tx, WorkspaceImage image);
}
