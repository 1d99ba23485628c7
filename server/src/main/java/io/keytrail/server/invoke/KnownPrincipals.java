package io.keytrail.server.invoke;

import io.keytrail.policy.eval.Principal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: the principals of this deployment's accounts, by name. `iam` implements it.
public interface KnownPrincipals {

  /// The root user or the user of exactly that ARN, if there is one.
  Future<Optional<Principal>> find(String arn);

  /// Whether the principal is still there, and the same: not a later one of its name.
  Future<Boolean> exists(Principal principal);

  /// The account's principals: its root user, its users in order of name.
  ///
  /// @param after name of the last user of the page before
  Future<Page> of(String account, Optional<String> after, int limit);

  /// @param type `root`, `user` or `role`
  record Named(String arn, String type, String name) {}

  /// @param next `after` of the next page, if there is more
  record Page(List<Named> principals, Optional<String> next) {
    public Page {
      principals = List.copyOf(principals);
    }
  }
}
