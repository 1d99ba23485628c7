package io.keytrail.server.directory;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Port: the services that use a directory, such as WorkSpaces one that is registered with it.
/// While there is one, the directory is not deleted.
///
/// Asked under the lock on the directory's row. A registration that refers to that row (a foreign
/// key on `directory`) is then either seen here or fails because the directory is gone.
@FunctionalInterface
public interface AuthorizedApplications {
  /// Their names for people, `WorkSpaces`; empty if nobody uses it.
  Future<List<String>> of(Tx tx, DirectoryKey directory);

  /// Of a server without such services.
  static AuthorizedApplications none() {
    return (_, _) -> Future.succeededFuture(List.of());
  }
}
