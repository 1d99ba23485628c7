package io.keytrail.server.iam;

import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome.Invalidation;
import io.keytrail.server.invoke.Outcome.StaleTarget;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;

/// Finds the users that operations are about, and locks them for a change.
final class Users {
  /// The change feed's kind of a user with its policies; the entry's id is the user's ARN.
  static final String KIND = "iam_user";

  private final UserStore store;

  Users(UserStore store) {
    this.store = store;
  }

  Future<UserTarget> find(Call call, String name) {
    return store.user(call.account(), name).map(user -> UserTarget.of(call.account(), name, user));
  }

  /// The user as it is now, locked. Fails with `NoSuchEntity` if it is gone, and with [StaleTarget]
  /// if it is not the one that the call was authorised for.
  Future<User> lock(Tx tx, UserTarget target) {
    User authorised = target.require();
    return store
        .lockUser(tx, target.accountId(), target.name())
        .map(
            found -> {
              User user = found.orElseThrow(() -> IamErrors.noSuchUser(target.name()));
              if (!user.id().equals(authorised.id()) || !user.path().equals(authorised.path())) {
                throw new StaleTarget(user.arn());
              }
              return user;
            });
  }

  static Invalidation stale(UserTarget target) {
    return new Invalidation(KIND, target.arn());
  }
}
