package io.keytrail.server.iam;

import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A role that is going to be made, with the documents it begins with.
///
/// @param permissions inline policies, by name
record NewRole(Role role, PolicyVersion trust, List<PolicyVersion> permissions) {
  NewRole {
    permissions = List.copyOf(permissions);
  }

  /// What the role shall be like.
  record Wish(
      String accountId,
      String path,
      String name,
      Optional<String> description,
      Duration maxSession,
      List<IamTag> tags,
      String trust) {}

  static NewRole of(Wish wish, String roleId, Instant now) {
    return of(wish, roleId, now, List.of());
  }

  /// @param permissions name and document of an inline policy
  static NewRole of(Wish wish, String roleId, Instant now, List<Inline> permissions) {
    PolicyVersion trust = first(wish, roleId, Role.TRUST, wish.trust(), now);
    List<PolicyVersion> inline = new ArrayList<>();
    permissions.forEach(one -> inline.add(first(wish, roleId, one.name(), one.document(), now)));
    List<PolicyRef> refs =
        inline.stream().map(one -> new PolicyRef(one.name(), one.versionId())).toList();
    Role role =
        new Role(
            wish.accountId(),
            wish.path(),
            wish.name(),
            roleId,
            now,
            wish.description(),
            wish.maxSession(),
            wish.tags(),
            trust.versionId(),
            refs,
            1);
    return new NewRole(role, trust, inline);
  }

  /// An inline policy to begin with.
  record Inline(String name, String document) {}

  private static PolicyVersion first(
      Wish wish, String roleId, String name, String document, Instant now) {
    return new PolicyVersion(
        Role.firstVersionId(roleId, name), wish.accountId(), roleId, name, document, now);
  }

  /// The change that makes it; fails with `taken` where the name is.
  <O> Outcome<O> insert(RoleStore store, Outcome.Answer<O> answer, ApiException taken) {
    return new Outcome.Change<>(
        tx ->
            insertPolicies(store, tx)
                .compose(_ -> store.insertRole(tx, role))
                .map(
                    inserted -> {
                      if (!inserted) {
                        throw taken;
                      }
                      return answer;
                    }),
        List.of(Roles.stale(role.accountId(), role.name())));
  }

  private Future<Void> insertPolicies(RoleStore store, Tx tx) {
    Future<Void> done = store.insertPolicy(tx, trust);
    for (PolicyVersion one : permissions) {
      done = done.compose(_ -> store.insertPolicy(tx, one));
    }
    return done;
  }
}
