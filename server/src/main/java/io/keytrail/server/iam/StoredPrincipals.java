package io.keytrail.server.iam;

import io.keytrail.server.invoke.Principals;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells which principals of this deployment's accounts do not exist. Principals of foreign
/// accounts are taken on trust; of the local ones there are root users, users, roles, and whatever
/// session a role may have.
public final class StoredPrincipals implements Principals {
  private final AccountStore accounts;
  private final UserStore users;
  private final RoleStore roles;

  public StoredPrincipals(AccountStore accounts, UserStore users, RoleStore roles) {
    this.accounts = accounts;
    this.users = users;
    this.roles = roles;
  }

  @Override
  public Future<Set<String>> missing(Collection<String> arns) {
    List<Future<Boolean>> known = new ArrayList<>();
    List<String> asked = List.copyOf(new HashSet<>(arns));
    for (String arn : asked) {
      known.add(LocalArn.parse(arn).map(this::isMissing).orElse(Future.succeededFuture(false)));
    }
    return Future.all(known)
        .map(
            all -> {
              Set<String> missing = new HashSet<>();
              for (int i = 0; i < asked.size(); i++) {
                if (all.<Boolean>resultAt(i)) {
                  missing.add(asked.get(i));
                }
              }
              return missing;
            });
  }

  private Future<Boolean> isMissing(LocalArn arn) {
    return switch (arn) {
      case LocalArn.RootUser _ -> Future.succeededFuture(false);
      case LocalArn.NamedUser user ->
          users
              .user(user.accountId(), user.name())
              .map(found -> found.filter(one -> one.path().equals(user.path())).isPresent())
              .compose(there -> missingUnless(there, user.accountId()));
      case LocalArn.NamedRole role ->
          roles
              .role(role.accountId(), role.name())
              .map(found -> found.filter(one -> one.path().equals(role.path())).isPresent())
              .compose(there -> missingUnless(there, role.accountId()));
      case LocalArn.SessionOf(String accountId, String roleName) ->
          roles
              .role(accountId, roleName)
              .compose(found -> missingUnless(found.isPresent(), accountId));
      case LocalArn.Other(String accountId) -> isLocal(accountId);
    };
  }

  private Future<Boolean> missingUnless(boolean there, String accountId) {
    return there ? Future.succeededFuture(false) : isLocal(accountId);
  }

  private Future<Boolean> isLocal(String accountId) {
    return accounts.account(accountId).map(Optional::isPresent);
  }
}
