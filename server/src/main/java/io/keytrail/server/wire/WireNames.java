package io.keytrail.server.wire;

/// How a model's member is called in records, in CloudTrail and in validation messages.
final class WireNames {
  private WireNames() {}

  /// The first letter in lower case and nothing else, one rule for all three: `KeyId` → `keyId`,
  /// `AWSAccountId` → `aWSAccountId`, which is what CloudTrail really shows.
  static String of(String member) {
    char first = member.isEmpty() ? 'a' : member.charAt(0);
    return first >= 'A' && first <= 'Z'
        ? (char) (first + ('a' - 'A')) + member.substring(1)
        : member;
  }
}
