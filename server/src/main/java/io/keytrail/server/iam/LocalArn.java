package io.keytrail.server.iam;

import java.util.Optional;

/// An ARN of IAM, taken apart as far as this server knows such principals.
sealed interface LocalArn {

  record RootUser(String accountId) implements LocalArn {}

  /// An IAM user.
  ///
  /// @param path begins and ends with `/`
  record NamedUser(String accountId, String path, String name) implements LocalArn {}

  /// An IAM role.
  ///
  /// @param path begins and ends with `/`
  record NamedRole(String accountId, String path, String name) implements LocalArn {}

  /// A session of a role, whose path its ARN does not show.
  record SessionOf(String accountId, String roleName) implements LocalArn {}

  /// A group, a federated user, … or what no principal can be.
  record Other(String accountId) implements LocalArn {}

  /// Empty if it is no ARN of IAM or STS with an account.
  static Optional<LocalArn> parse(String arn) {
    String[] parts = arn.split(":", 6);
    boolean iam = parts.length == 6 && (parts[2].equals("iam") || parts[2].equals("sts"));
    if (!iam || !parts[0].equals("arn") || !Account.validId(parts[4])) {
      return Optional.empty();
    }
    String resource = parts[5];
    if (parts[2].equals("iam") && resource.equals("root")) {
      return Optional.of(new RootUser(parts[4]));
    }
    return Optional.of(parts[2].equals("iam") ? iam(parts[4], resource) : sts(parts[4], resource));
  }

  private static LocalArn iam(String account, String resource) {
    int last = resource.lastIndexOf('/');
    if (resource.startsWith("user/")) {
      return new NamedUser(account, resource.substring(4, last + 1), resource.substring(last + 1));
    }
    if (resource.startsWith("role/")) {
      return new NamedRole(account, resource.substring(4, last + 1), resource.substring(last + 1));
    }
    return new Other(account);
  }

  private static LocalArn sts(String account, String resource) {
    String[] steps = resource.split("/", -1);
    return steps.length == 3 && steps[0].equals("assumed-role")
        ? new SessionOf(account, steps[1])
        : new Other(account);
  }
}
