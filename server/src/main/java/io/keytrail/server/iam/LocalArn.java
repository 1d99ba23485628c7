package io.keytrail.server.iam;

import java.util.Optional;

/// An ARN of IAM, taken apart as far as this server knows such principals.
sealed interface LocalArn {

  record RootUser(String accountId) implements LocalArn {}

  /// An IAM user.
  ///
  /// @param path begins and ends with `/`
  record NamedUser(String accountId, String path, String name) implements LocalArn {}

  /// A role, group, … or what no principal can be.
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
    int last = resource.lastIndexOf('/');
    if (parts[2].equals("iam") && resource.startsWith("user/")) {
      return Optional.of(
          new NamedUser(parts[4], resource.substring(4, last + 1), resource.substring(last + 1)));
    }
    return Optional.of(new Other(parts[4]));
  }
}
