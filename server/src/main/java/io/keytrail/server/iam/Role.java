package io.keytrail.server.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An IAM role with references to its trust policy and to the inline policies in force. As with a
/// [User], what decides about the role hangs on this one row, and every change raises [#revision].
///
/// @param path begins and ends with `/`
/// @param id `AROA…`, never used again
/// @param maxSession of one AssumeRole, an hour to twelve
/// @param trustVersion the version of its trust policy that is in force
/// @param policies in order of name
/// @param revision from 1
public record Role(
    String accountId,
    String path,
    String name,
    String id,
    Instant created,
    Optional<String> description,
    Duration maxSession,
    List<IamTag> tags,
    String trustVersion,
    List<PolicyRef> policies,
    long revision) {
  /// What a trust policy is called among the policy versions: no inline policy can have that name.
  public static final String TRUST = "(trust)";

  /// Roles under this path belong to services; people only look at them.
  static final String LINKED_PATH = "/aws-service-role/";

  static final Duration DEFAULT_SESSION = Duration.ofHours(1);

  public Role {
    tags = List.copyOf(tags);
    policies = List.copyOf(policies);
  }

  public String arn() {
    return "arn:aws:iam::" + accountId + ":role" + path + name;
  }

  /// By name alone, which is unique in the account: what caches and the change feed call it.
  static String cacheKey(String accountId, String name) {
    return accountId + "/" + name;
  }

  boolean serviceLinked() {
    return path.startsWith(LINKED_PATH);
  }

  Optional<PolicyRef> policy(String policyName) {
    return new InlinePolicies(policies).find(policyName);
  }

  /// The id that the first version of a policy of a new role has.
  static String firstVersionId(String roleId, String policyName) {
    return roleId + "/" + policyName + "#1";
  }

  /// The id that the next policy version put at this role will have: `AROA…/name#revision`.
  String nextVersionId(String policyName) {
    return id + "/" + policyName + "#" + (revision + 1);
  }

  /// The next revision, with this policy put in force or replaced.
  Role with(PolicyRef policy) {
    return next(description, maxSession, trustVersion, new InlinePolicies(policies).with(policy));
  }

  /// The next revision, without that policy.
  Role without(String policyName) {
    return next(
        description, maxSession, trustVersion, new InlinePolicies(policies).without(policyName));
  }

  Role withTrust(String versionId) {
    return next(description, maxSession, versionId, new InlinePolicies(policies));
  }

  private Role next(
      Optional<String> words, Duration longest, String trust, InlinePolicies inForce) {
    return new Role(
        accountId,
        path,
        name,
        id,
        created,
        words,
        longest,
        tags,
        trust,
        inForce.refs(),
        revision + 1);
  }
}
