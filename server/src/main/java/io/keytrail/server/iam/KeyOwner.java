package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Check;
import java.util.List;
import java.util.Optional;

/// Whose access keys an operation is about: a named user, or the root user.
sealed interface KeyOwner {

  record OfUser(UserTarget user) implements KeyOwner {}

  record OfRoot(Principal.Root root) implements KeyOwner {}

  default List<Check> check(String action) {
    return switch (this) {
      case OfUser(UserTarget user) -> user.check(action);
      case OfRoot(Principal.Root root) ->
          List.of(Check.plain(action, root.arn(), root.accountId()));
    };
  }

  /// The owner, or `NoSuchEntity`.
  default Principal require() {
    return switch (this) {
      case OfUser(UserTarget user) -> user.require().principal();
      case OfRoot(Principal.Root root) -> root;
    };
  }

  /// What the API shows as `UserName`; the root user has none.
  static Optional<String> userName(Principal owner) {
    return switch (owner) {
      case Principal.User user -> Optional.of(user.name());
      case Principal.Root _,
          Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          Optional.empty();
    };
  }
}
