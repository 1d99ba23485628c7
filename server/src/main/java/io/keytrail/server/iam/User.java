package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An IAM user with references to the inline policies in force. What decides about the user hangs
/// on this one row: every change to it or to its policies raises [#revision], so that a removed
/// policy cannot go unnoticed.
///
/// @param path begins and ends with `/`
/// @param id `AIDA…`, never used again
/// @param policies in order of name
/// @param revision from 1
public record User(
    String accountId,
    String path,
    String name,
    String id,
    Instant created,
    List<IamTag> tags,
    List<PolicyRef> policies,
    long revision) {
  public User {
    tags = List.copyOf(tags);
    policies = List.copyOf(policies);
  }

  public String arn() {
    return "arn:aws:iam::" + accountId + ":user" + path + name;
  }

  public Principal.User principal() {
    return new Principal.User(accountId, path, name, id);
  }

  public Optional<PolicyRef> policy(String policyName) {
    return new InlinePolicies(policies).find(policyName);
  }

  /// The id that the next policy version put at this user will have: `AIDA…/name#revision`.
  public String nextVersionId(String policyName) {
    return id + "/" + policyName + "#" + (revision + 1);
  }

  /// The next revision, with this policy put in force or replaced.
  public User with(PolicyRef policy) {
    return withPolicies(new InlinePolicies(policies).with(policy));
  }

  /// The next revision, without that policy.
  public User without(String policyName) {
    return withPolicies(new InlinePolicies(policies).without(policyName));
  }

  private User withPolicies(InlinePolicies next) {
    return new User(accountId, path, name, id, created, tags, next.refs(), revision + 1);
  }
}
