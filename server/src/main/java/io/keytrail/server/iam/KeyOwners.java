package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.Outcome.Invalidation;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Finds the owners of access keys, and locks their keys for a change.
final class KeyOwners {
  /// The change feed's kind of an access key; the entry's id is the key's.
  static final String KIND = "iam_access_key";

  static final int MAX_KEYS = 2;

  private final AccessKeyStore store;
  private final Users users;

  KeyOwners(AccessKeyStore store, Users users) {
    this.store = store;
    this.users = users;
  }

  Future<KeyOwner> find(Call call, Optional<String> userName) {
    return CallerName.resolve(call, userName).compose(meant -> find(call, meant));
  }

  private Future<KeyOwner> find(Call call, CallerName meant) {
    return switch (meant) {
      case CallerName.Named(String name) -> users.find(call, name).map(KeyOwner.OfUser::new);
      case CallerName.RootUser(String accountId) ->
          Future.succeededFuture(new KeyOwner.OfRoot(new Principal.Root(accountId)));
    };
  }

  /// The owner's keys as they are now; nobody adds or changes one until the transaction ends.
  Future<List<AccessKey>> lockKeys(Tx tx, KeyOwner owner) {
    Principal principal = owner.require();
    return store
        .lockAccessKeys(tx, principal)
        .map(
            keys ->
                keys.orElseThrow(
                    () -> IamErrors.noSuchUser(KeyOwner.userName(principal).orElse("root"))));
  }

  /// The key as it is now, locked; `NoSuchEntity` unless it is the owner's.
  Future<AccessKey> lockKey(Tx tx, KeyOwner owner, String accessKeyId) {
    return lockKeys(tx, owner)
        .map(
            keys ->
                keys.stream()
                    .filter(key -> key.id().equals(accessKeyId))
                    .findFirst()
                    .orElseThrow(() -> IamErrors.noSuchAccessKey(accessKeyId)));
  }

  static Invalidation stale(String accessKeyId) {
    return new Invalidation(KIND, accessKeyId);
  }
}
