package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import java.time.Instant;

/// An access key without its secret.
///
/// @param id `AKIA…`
/// @param owner the root user or the user it belongs to
/// @param revision from 1, raised by every change
public record AccessKey(
    String id, Principal owner, boolean active, Instant created, long revision) {

  /// `Active` or `Inactive`, as the API says it.
  public String status() {
    return active ? "Active" : "Inactive";
  }

  public String accountId() {
    return owner.account().orElseThrow();
  }

  /// The owner's unique id: `AIDA…`, or the account id for the root user.
  public String ownerId() {
    return ownerId(owner);
  }

  public static String ownerId(Principal owner) {
    return switch (owner) {
      case Principal.Root root -> root.accountId();
      case Principal.User user -> user.userId();
      case Principal.RoleSession _,
          Principal.FederatedUser _,
          Principal.Service _,
          Principal.Federated _,
          Principal.Anonymous _ ->
          throw new IllegalArgumentException("no access keys belong to " + owner.arn());
    };
  }

  /// The next revision, switched on or off.
  public AccessKey withActive(boolean next) {
    return new AccessKey(id, owner, next, created, revision + 1);
  }
}
