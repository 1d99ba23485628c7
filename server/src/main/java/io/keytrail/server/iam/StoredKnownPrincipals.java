package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.IdentityPolicies;
import io.keytrail.server.invoke.KnownPrincipals;
import io.keytrail.server.invoke.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds principals by name in the store; whether one still exists is answered from memory, within
/// the cache lease.
public final class StoredKnownPrincipals implements KnownPrincipals {
  private final AccountStore accounts;
  private final UserStore users;
  private final IdentityPolicies policies;

  /// @param policies behind its cache
  StoredKnownPrincipals(AccountStore accounts, UserStore users, IdentityPolicies policies) {
    this.accounts = accounts;
    this.users = users;
    this.policies = policies;
  }

  @Override
  public Future<Optional<Principal>> find(String arn) {
    Optional<LocalArn> parsed = LocalArn.parse(arn);
    if (parsed.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return switch (parsed.get()) {
      case LocalArn.RootUser(String account) ->
          accounts.account(account).map(found -> found.map(_ -> new Principal.Root(account)));
      case LocalArn.NamedUser named ->
          users
              .user(named.accountId(), named.name())
              .map(
                  found ->
                      found.filter(user -> user.path().equals(named.path())).map(User::principal));
      case LocalArn.NamedRole _, LocalArn.SessionOf _, LocalArn.Other _ ->
          Future.succeededFuture(Optional.empty());
    };
  }

  @Override
  public Future<Boolean> exists(Principal principal) {
    return switch (principal) {
      // Accounts stay.
      case Principal.Root _ -> Future.succeededFuture(true);
      case Principal.User user ->
          policies
              .of(user)
              .map(
                  found ->
                      found.filter(one -> one.principalId().equals(user.userId())).isPresent());
      case Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          Future.succeededFuture(false);
    };
  }

  @Override
  public Future<Page> of(String account, Optional<String> after, int limit) {
    if (after.filter(name -> !IamNames.isUserName(name)).isPresent()) {
      throw Problem.badRequest("/after", "`after` takes the `next` of the page before");
    }
    return users
        .users(account, "/", after.map(AsciiFold::lower), limit + 1)
        .map(found -> page(account, found, after.isEmpty(), limit));
  }

  private static Page page(String account, List<User> found, boolean first, int limit) {
    List<Named> named = new ArrayList<>();
    if (first) {
      named.add(new Named(new Principal.Root(account).arn(), "root", "root"));
    }
    List<User> shown = found.subList(0, Math.min(limit, found.size()));
    shown.forEach(user -> named.add(new Named(user.arn(), "user", user.name())));
    return new Page(
        named, found.size() > limit ? Optional.of(shown.getLast().name()) : Optional.empty());
  }
}
