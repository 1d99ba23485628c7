package io.keytrail.server.wire;

import io.keytrail.server.crypto.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Records as the operations of IAM and STS could have them.
final class IamRecords {
  private IamRecords() {}

  record Nothing() {}

  record Tag(String key, String value) {}

  record CreateUserInput(Optional<String> path, String userName, List<Tag> tags) {}

  record User(
      String path,
      String userName,
      String userId,
      String arn,
      Instant createDate,
      Optional<Instant> passwordLastUsed,
      Optional<List<Tag>> tags) {}

  record CreateUserOutput(User user) {}

  record ListUsersInput(
      Optional<String> pathPrefix, Optional<String> marker, OptionalInt maxItems) {}

  record ListUsersOutput(List<User> users, boolean isTruncated, Optional<String> marker) {}

  record PutUserPolicyInput(String userName, String policyName, String policyDocument) {}

  record GetUserPolicyInput(String userName, String policyName) {}

  record CreateAccessKeyInput(Optional<String> userName) {}

  record AccessKey(
      String userName,
      String accessKeyId,
      String status,
      Secret secretAccessKey,
      Instant createDate) {}

  record CreateAccessKeyOutput(AccessKey accessKey) {}

  record GetCallerIdentityOutput(String userId, String account, String arn) {}
}
