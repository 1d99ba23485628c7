package io.keytrail.server.iam;

import io.keytrail.server.invoke.Check;
import java.util.List;
import java.util.Optional;

/// The user that an operation names, as found when the call began.
///
/// @param arn of the user; of the one that would have this name directly under `/` where there is
///     none, so that a caller who may not ask learns nothing about who exists
record UserTarget(String accountId, String name, String arn, Optional<User> user) {

  static UserTarget of(String accountId, String name, Optional<User> user) {
    String arn = user.map(User::arn).orElseGet(() -> "arn:aws:iam::" + accountId + ":user/" + name);
    return new UserTarget(accountId, name, arn, user);
  }

  List<Check> check(String action) {
    return List.of(Check.plain(action, arn, accountId));
  }

  /// The user, or `NoSuchEntity`.
  User require() {
    return user.orElseThrow(() -> IamErrors.noSuchUser(name));
  }
}
