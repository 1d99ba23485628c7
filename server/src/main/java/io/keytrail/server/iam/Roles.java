package io.keytrail.server.iam;

import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome.Invalidation;
import io.keytrail.server.invoke.Outcome.StaleTarget;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;

/// Finds the roles that operations are about, and locks them for a change.
final class Roles {
  /// The change feed's kind of a role with its policies; the entry's id is [Role#cacheKey].
  static final String KIND = "iam_role";

  /// The change feed's kind of a role that is gone, and its sessions' access keys with it.
  static final String KIND_GONE = "iam_role_gone";

  private final RoleStore store;

  Roles(RoleStore store) {
    this.store = store;
  }

  Future<RoleTarget> find(Call call, String name) {
    return store.role(call.account(), name).map(role -> RoleTarget.of(call.account(), name, role));
  }

  /// The role as it is now, locked. Fails with `NoSuchEntity` if it is gone, and with [StaleTarget]
  /// if it is not the one that the call was authorised for.
  Future<Role> lock(Tx tx, RoleTarget target) {
    Role authorised = target.require();
    return store
        .lockRole(tx, target.accountId(), target.name())
        .map(
            found -> {
              Role role = found.orElseThrow(() -> IamErrors.noSuchRole(target.name()));
              if (!role.id().equals(authorised.id())) {
                throw new StaleTarget(role.arn());
              }
              return role;
            });
  }

  static Invalidation stale(RoleTarget target) {
    return stale(target.accountId(), target.name());
  }

  static Invalidation stale(String accountId, String name) {
    return new Invalidation(KIND, Role.cacheKey(accountId, name));
  }
}
