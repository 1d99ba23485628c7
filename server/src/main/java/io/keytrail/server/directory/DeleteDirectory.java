package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Removes a directory with its users, unless a service still uses it.
final class DeleteDirectory
    extends DirectoryOperation<DeleteDirectory.Input, DeleteDirectory.Output> {
  record Input(String directoryId) {}

  record Output(String directoryId) {}

  private final AuthorizedApplications applications;

  DeleteDirectory(DirectoryStore store, AuthorizedApplications applications) {
    super(
        new Facts<>(new OperationId("ds", "DeleteDirectory"), Input.class, Output.class, false),
        store);
    this.applications = applications;
  }

  @Override
  String directoryId(Input input) {
    return input.directoryId();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    return Future.succeededFuture(new Outcome.Change<>(tx -> delete(tx, target.key()), List.of()));
  }

  private Future<Outcome.Answer<Output>> delete(Tx tx, DirectoryKey key) {
    return store()
        .lock(tx, key)
        .map(found -> found.orElseThrow(() -> DirectoryErrors.noDirectory(key)))
        .compose(
            directory ->
                applications
                    .of(tx, key)
                    .compose(
                        users -> {
                          refuseWhileUsed(key, users);
                          return store().delete(tx, directory);
                        }))
        .map(_ -> answer(key));
  }

  private static void refuseWhileUsed(DirectoryKey key, List<String> users) {
    if (!users.isEmpty()) {
      throw DirectoryErrors.client(
          "Cannot delete the directory because it still has authorized applications: "
              + String.join(", ", users)
              + ". Deregister directory "
              + key.id()
              + " there first.");
    }
  }

  private static Outcome.Answer<Output> answer(DirectoryKey key) {
    return new Outcome.Answer<>(
        new Output(key.id()),
        Outcome.Details.response(JsonObject.builder().put("directoryId", key.id()).build()));
  }
}
