package io.keytrail.server.iam;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A role with everything that decides about it, its trust policy too.
record RoleDetailView(
    String path,
    String roleName,
    String roleId,
    String arn,
    Instant createDate,
    String assumeRolePolicyDocument,
    List<PolicyDetailView> rolePolicyList,
    List<AttachedPolicyView> attachedManagedPolicies,
    Optional<List<TagView>> tags) {

  static RoleDetailView of(Role role, PolicyVersion trust, List<PolicyVersion> policies) {
    return new RoleDetailView(
        role.path(),
        role.name(),
        role.id(),
        role.arn(),
        role.created(),
        IdentityDocuments.urlEncoded(trust.document()),
        policies.stream().map(PolicyDetailView::of).toList(),
        List.of(),
        TagView.of(role.tags()));
  }
}
