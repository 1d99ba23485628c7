package io.keytrail.server.iam;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A user with everything that decides about it. There are no groups and managed policies here.
record UserDetailView(
    String path,
    String userName,
    String userId,
    String arn,
    Instant createDate,
    Optional<List<PolicyDetailView>> userPolicyList,
    List<String> groupList,
    List<AttachedPolicyView> attachedManagedPolicies,
    Optional<List<TagView>> tags) {

  static UserDetailView of(User user, List<PolicyVersion> policies) {
    return new UserDetailView(
        user.path(),
        user.name(),
        user.id(),
        user.arn(),
        user.created(),
        Optional.of(policies.stream().map(PolicyDetailView::of).toList())
            .filter(list -> !list.isEmpty()),
        List.of(),
        List.of(),
        TagView.of(user.tags()));
  }
}
