package io.keytrail.server.directory;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Authorization;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.OperationId;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;

/// Gives a user a password and enables it. As nobody signs in to our directories, the password is
/// judged by the rules and then forgotten; what stays is that the user is enabled.
final class ResetUserPassword
    extends DirectoryOperation<ResetUserPassword.Input, ResetUserPassword.Output> {
  private static final int MAX = 127;

  record Input(String directoryId, String userName, Secret newPassword) {}

  record Output() {}

  ResetUserPassword(DirectoryStore store) {
    super(
        new Facts<>(new OperationId("ds", "ResetUserPassword"), Input.class, Output.class, false),
        store);
  }

  @Override
  String directoryId(Input input) {
    return input.directoryId();
  }

  @Override
  public Future<Outcome<Output>> execute(
      Call call, Input input, Target target, Authorization authorization) {
    Directory directory =
        target.directory().orElseThrow(() -> DirectoryErrors.noDirectory(target.key()));
    if (directory.stage() != Stage.ACTIVE) {
      throw DirectoryErrors.unavailable(directory);
    }
    if (!Passwords.goodAndForgotten(input.newPassword(), MAX)) {
      throw new ApiException(
          DirectoryErrors.INVALID_PASSWORD,
          "The password must have 8 to 127 characters, of three of these kinds: small letters,"
              + " capitals, digits, others.");
    }
    return Future.succeededFuture(
        new Outcome.Change<>(tx -> enable(tx, target.key(), input.userName()), List.of()));
  }

  private Future<Outcome.Answer<Output>> enable(Tx tx, DirectoryKey key, String name) {
    return store()
        .lockUser(tx, key, name)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new ApiException(
                            DirectoryErrors.USER_DOES_NOT_EXIST,
                            "There is no user " + name + " in directory " + key.id() + ".")))
        .compose(user -> store().updateUser(tx, user.enable()).map(user))
        .map(
            user ->
                new Outcome.Answer<>(new Output(), DataOperation.about(user, JsonObject.EMPTY)));
  }
}
