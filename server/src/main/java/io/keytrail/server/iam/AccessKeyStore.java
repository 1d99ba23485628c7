package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: access keys. Every row that decides is authenticated when it is read:
/// one that somebody else wrote makes the read fail, it is never answered as absent or as empty.
public interface AccessKeyStore {
  /// The key with its secret.
  Future<Optional<StoredAccessKey>> accessKey(String accessKeyId);

  /// The keys of a root user or user, in order of creation.
  Future<List<AccessKey>> accessKeys(Principal owner);

  /// Locks the owner, then answers its keys, in order of creation; empty if there is no such owner
  /// any more.
  Future<Optional<List<AccessKey>>> lockAccessKeys(Tx tx, Principal owner);

  /// Adds the key unless its id is taken; says whether it did.
  Future<Boolean> insertAccessKey(Tx tx, StoredAccessKey key);

  /// Stores the next revision of a key whose owner is locked.
  Future<Void> updateAccessKey(Tx tx, AccessKey next);

  /// Removes a key whose owner is locked.
  Future<Void> deleteAccessKey(Tx tx, AccessKey key);
}
