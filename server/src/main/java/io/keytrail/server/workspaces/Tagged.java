package io.keytrail.server.workspaces;

import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/// Something that has tags, by its id.
sealed interface Tagged {
  record OfWorkspace(Workspace workspace) implements Tagged {
    @Override
    public Map<String, String> tags() {
      return workspace.tags();
    }
  }

  record OfDirectory(WorkspaceDirectory directory) implements Tagged {
    @Override
    public Map<String, String> tags() {
      return directory.tags();
    }
  }

  record OfImage(WorkspaceImage image) implements Tagged {
    @Override
    public Map<String, String> tags() {
      return image.tags();
    }
  }

  Map<String, String> tags();

  /// By the id's prefix. Fails with ResourceNotFoundException if there is nothing of that id.
  static Future<Tagged> find(WorkspacesCore core, Place place, String id) {
    Future<Optional<Tagged>> found =
        id.startsWith("ws-")
            ? core.workspaces()
                .workspace(place, id)
                .map(one -> one.filter(it -> it.state().visible()).map(OfWorkspace::new))
            : id.startsWith("d-")
                ? core.directories().directory(place, id).map(one -> one.map(OfDirectory::new))
                : id.startsWith("wsi-")
                    ? core.images().image(place, id).map(one -> one.map(OfImage::new))
                    : Future.succeededFuture(Optional.empty());
    return found.map(
        one ->
            one.orElseThrow(
                () -> WorkspacesErrors.notFound("There is nothing of the id " + id + ".")));
  }

  /// Stores the tags in place of those that were read.
  static Future<Void> store(WorkspacesCore core, Tx tx, Tagged tagged, Map<String, String> tags) {
    return switch (tagged) {
      case OfWorkspace(Workspace workspace) ->
          core.workspaces()
              .lock(tx, workspace.place(), workspace.id())
              .compose(
                  current -> {
                    requireSame(
                        current.map(Workspace::version), workspace.version(), workspace.id());
                    return core.workspaces().update(tx, workspace.tagged(tags));
                  });
      case OfDirectory(WorkspaceDirectory directory) ->
          core.directories()
              .lock(tx, directory.place(), directory.id(), true)
              .compose(
                  current -> {
                    requireSame(
                        current.map(WorkspaceDirectory::version),
                        directory.version(),
                        directory.id());
                    return core.directories().update(tx, directory.tagged(tags));
                  });
      case OfImage(WorkspaceImage image) -> core.images().update(tx, image.tagged(tags));
    };
  }

  private static void requireSame(Optional<Long> current, long read, String id) {
    if (current.filter(version -> version == read).isEmpty()) {
      throw new Outcome.StaleTarget(id + " is changing");
    }
  }
}
