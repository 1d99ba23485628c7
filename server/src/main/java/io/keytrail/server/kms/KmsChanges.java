package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Changing state, within a transaction. Every change of a key, its policy, aliases or grants first
/// takes the lock of the key's row with [#lock], so that changes of one key are one after the
/// other.
public interface KmsChanges {

  /// Locks the key's row until the transaction ends, and answers it as it is now. Fails with
  /// [io.keytrail.server.invoke.Outcome.StaleTarget] unless it is at this version; then nothing
  /// that was cached of it is answered any more.
  Future<KmsKey> lock(Tx tx, KmsKey authorised);

  /// Adds a key, the first version of its policy and its wrapped material.
  Future<Void> insertKey(Tx tx, KmsKey key, KeyPolicy policy, Bytes wrapped);

  /// Stores the next version of a locked key; the old one stays in the history.
  Future<Void> updateKey(Tx tx, KmsKey next);

  Future<Void> insertPolicy(Tx tx, KeyPolicy policy);

  /// Adds the alias unless one of that name exists in its place; says whether it did.
  Future<Boolean> insertAlias(Tx tx, Alias alias);

  /// Stores the next version of an alias; the keys that it leads to, before and after, are locked.
  Future<Void> updateAlias(Tx tx, Alias next);

  /// Removes an alias of a locked key; the history keeps it.
  Future<Void> deleteAlias(Tx tx, Alias alias);

  /// Removes all aliases of a locked key; the history keeps them.
  Future<Void> deleteAliases(Tx tx, KmsKey key);

  /// The grant as it is now, live or ended.
  Future<Optional<KmsGrant>> currentGrant(Tx tx, String grantId);

  /// Live grants of a locked key with this name.
  Future<List<KmsGrant>> grantsNamed(Tx tx, UUID keyId, String name);

  /// Live grants of a locked key, counted up to `most`.
  Future<Integer> countGrants(Tx tx, UUID keyId, int most);

  Future<Void> insertGrant(Tx tx, KmsGrant grant);

  /// Stores the end of a grant of a locked key.
  Future<Void> endGrant(Tx tx, KmsGrant ended);

  /// Ends every live grant of a locked key.
  Future<Void> endGrants(Tx tx, KmsKey key, KmsGrant.End end);

  /// Removes the material of every version of a locked key for ever.
  Future<Void> eraseMaterial(Tx tx, KmsKey key);
}
