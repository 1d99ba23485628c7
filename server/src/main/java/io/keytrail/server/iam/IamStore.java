package io.keytrail.server.iam;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The state of IAM. Every row that decides is authenticated when it is read: one that somebody else wrote makes
/// the read fail, it is never answered as absent or as empty.
public interface IamStore {

  /// Runs work in a transaction of its own; for what is no operation (first start, account creation).
  <T> Future<T> transaction(Function<Tx, Future<T>> work);

  /// In order of id.
  Future<List<Account>> accounts();

  Future<Optional<Account>> account(String accountId);

  /// Adds the account unless it exists; says whether it did. Afterwards the transaction holds its row's lock.
  Future<Boolean> insertAccount(Tx tx, Account account);

  /// The user of exactly this name.
  Future<Optional<User>> user(String accountId, String name);

  /// Users whose path begins with the prefix, in order of folded name, after `after` (exclusive).
  Future<List<User>> users(String accountId, String pathPrefix, Optional<String> after, int limit);

  /// Adds the user unless one of that name, letter case aside, exists; says whether it did.
  Future<Boolean> insertUser(Tx tx, User user);

  /// The user as it is now, locked until the transaction ends.
  Future<Optional<User>> lockUser(Tx tx, String accountId, String name);

  /// Stores the next revision of a locked user.
  Future<Void> updateUser(Tx tx, User next);

  /// Removes a locked user; its policy versions stay.
  Future<Void> deleteUser(Tx tx, User user);

  /// The policies in force for the user, in order of name; all of them or a failure.
  Future<List<UserPolicy>> policies(User user);

  /// As [#policies], within a transaction.
  Future<List<UserPolicy>> policies(Tx tx, User user);

  Future<Void> insertPolicy(Tx tx, UserPolicy policy);

  /// The key with its secret.
  Future<Optional<StoredKey>> accessKey(String accessKeyId);

  /// The owner's keys, in order of creation.
  Future<List<AccessKey>> accessKeys(Owner owner);

  /// Locks the owner, then answers its keys, in order of creation; empty if there is no such owner any more.
  Future<Optional<List<AccessKey>>> lockAccessKeys(Tx tx, Owner owner);

  /// Adds the key unless its id is taken; says whether it did.
  Future<Boolean> insertAccessKey(Tx tx, StoredKey key);

  /// Stores the next revision of a key whose owner is locked.
  Future<Void> updateAccessKey(Tx tx, AccessKey next);

  /// Removes a key whose owner is locked.
  Future<Void> deleteAccessKey(Tx tx, AccessKey key);

  /// Which of these users, root users and accounts, named by ARN, do not exist; ARNs of other kinds and of
  /// accounts that are not of this deployment are left out.
  Future<List<String>> absentUsers(List<Owner> users);
}
