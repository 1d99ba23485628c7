package io.keytrail.server.directory;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Port: directories and their users. Every row is authenticated when it is read, because a SID
/// decides what a key opens: one that somebody else wrote makes the read fail.
public interface DirectoryStore {
  Future<Optional<Directory>> directory(DirectoryKey key);

  /// Directories of the account and Region in order of id, after `after` (exclusive).
  Future<List<Directory>> directories(
      String account, String region, Optional<String> after, int limit);

  Future<Integer> count(String account, String region);

  /// As [#count], and nobody else adds one to this account before the transaction ends.
  Future<Integer> lockedCount(Tx tx, String account, String region);

  /// Adds it unless its id is taken; says whether it did.
  Future<Boolean> insert(Tx tx, Directory directory);

  /// The directory as it is now, locked until the transaction ends.
  Future<Optional<Directory>> lock(Tx tx, DirectoryKey key);

  /// Stores the next revision of a locked directory.
  Future<Void> update(Tx tx, Directory next);

  /// Removes a locked directory with its users.
  Future<Void> delete(Tx tx, Directory directory);

  /// The user of that name, letter case aside.
  Future<Optional<DirectoryUser>> user(DirectoryKey directory, String name);

  /// The user that a request with that client token has made since.
  Future<Optional<DirectoryUser>> userByToken(
      Tx tx, DirectoryKey directory, String clientToken, Instant since);

  /// Users in order of folded name, after `after` (exclusive).
  Future<List<DirectoryUser>> users(DirectoryKey directory, Optional<String> after, int limit);

  /// Adds the user unless its name, letter case aside, or its RID is taken; says whether it did.
  Future<Boolean> insertUser(Tx tx, DirectoryUser user);

  /// The user as it is now, locked until the transaction ends.
  Future<Optional<DirectoryUser>> lockUser(Tx tx, DirectoryKey directory, String name);

  /// Stores the next revision of a locked user.
  Future<Void> updateUser(Tx tx, DirectoryUser next);
}
