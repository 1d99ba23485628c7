package io.keytrail.server.iam;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Port: roles, their trust policies and inline policies. Every row that decides is authenticated
/// when it is read: one that somebody else wrote makes the read fail, it is never answered as
/// absent or as empty.
public interface RoleStore {
  /// The role of exactly this name.
  Future<Optional<Role>> role(String accountId, String name);

  /// Roles whose path begins with the prefix, in order of folded name, after `after` (exclusive).
  Future<List<Role>> roles(String accountId, String pathPrefix, Optional<String> after, int limit);

  /// Adds the role, whose policy versions are there already, unless one of that name, letter case
  /// aside, exists; says whether it did.
  Future<Boolean> insertRole(Tx tx, Role role);

  /// The role as it is now, locked until the transaction ends.
  Future<Optional<Role>> lockRole(Tx tx, String accountId, String name);

  /// Stores the next revision of a locked role.
  Future<Void> updateRole(Tx tx, Role next);

  /// Removes a locked role and its sessions; its policy versions stay.
  Future<Void> deleteRole(Tx tx, Role role);

  /// The trust policy in force.
  Future<PolicyVersion> trust(Role role);

  /// The trust policies in force of several roles, in their order.
  Future<List<PolicyVersion>> trusts(List<Role> roles);

  /// The inline policies in force, in order of name; all of them or a failure.
  Future<List<PolicyVersion>> policies(Role role);

  /// As [#policies], within a transaction.
  Future<List<PolicyVersion>> policies(Tx tx, Role role);

  Future<Void> insertPolicy(Tx tx, PolicyVersion policy);
}
