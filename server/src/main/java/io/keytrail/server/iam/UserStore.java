package io.keytrail.server.iam;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: users and their inline policies. Every row that decides is authenticated when it is read:
/// one that somebody else wrote makes the read fail, it is never answered as absent or as empty.
public interface UserStore {
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
  Future<List<PolicyVersion>> policies(User user);

  /// As [#policies], within a transaction.
  Future<List<PolicyVersion>> policies(Tx tx, User user);

  Future<Void> insertPolicy(Tx tx, PolicyVersion policy);
}
