package io.keytrail.server.iam;

import io.keytrail.server.invoke.Operation;
import java.util.List;

/// The operations on roles and their sessions.
final class RoleOperations {
  private final CreateServiceLinkedRole createLinked;
  private final PutRolePolicy putPolicy;
  private final AssumeRole assume;
  private final List<Operation<?, ?, ?>> all;

  RoleOperations(
      IamOperations.Dependencies dependencies,
      UniqueIds ids,
      StoredPrincipals principals,
      TrustPolicies trustPolicies,
      SessionFactory sessions) {
    RoleStore store = dependencies.roles();
    Roles roles = new Roles(store);
    TrustDocuments trust = new TrustDocuments(principals);
    createLinked = new CreateServiceLinkedRole(store, ids, dependencies.clock());
    putPolicy = new PutRolePolicy(store, roles, dependencies.clock());
    assume = new AssumeRole(trustPolicies, dependencies.sessions(), sessions, dependencies.clock());
    all =
        List.of(
            new CreateRole(store, trust, ids, dependencies.clock()),
            new GetRole(store, roles),
            new ListRoles(store),
            new DeleteRole(store, roles),
            new UpdateAssumeRolePolicy(store, roles, trust, dependencies.clock()),
            putPolicy,
            new GetRolePolicy(store, roles),
            new DeleteRolePolicy(store, roles),
            new ListRolePolicies(roles),
            createLinked,
            assume);
  }

  List<Operation<?, ?, ?>> all() {
    return all;
  }

  /// Those by which services look after their own roles.
  LinkedRoles.Operations ofServices() {
    return new LinkedRoles.Operations(createLinked, putPolicy, assume);
  }
}
