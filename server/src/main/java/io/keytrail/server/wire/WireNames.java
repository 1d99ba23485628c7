package io.keytrail.server.wire;

/// How a model's member is called elsewhere.
final class WireNames {
  private WireNames() {}

  /// The record component of a member: the leading run of capitals in lower case, but the last of several capitals
  /// stays when a small letter follows, because it begins a word. `KeyId` → `keyId`, `AWSAccountId` → `awsAccountId`,
  /// `ARN` → `arn`, `keyId` → `keyId`.
  static String component(String member) {
    int capitals = 0;
    while (capitals < member.length() && isCapital(member.charAt(capitals))) {
      capitals++;
    }
    boolean wordBegins = capitals > 1 && capitals < member.length() && isSmall(member.charAt(capitals));
    return lower(member, wordBegins ? capitals - 1 : capitals);
  }

  /// The member in CloudTrail and in validation messages: the first letter in lower case. `KeyId` → `keyId`,
  /// `AWSAccountId` → `aWSAccountId`, as CloudTrail really has it.
  static String audit(String member) {
    return lower(member, Math.min(1, member.length()));
  }

  private static String lower(String text, int length) {
    StringBuilder lowered = new StringBuilder(text);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      lowered.setCharAt(i, isCapital(c) ? (char) (c + ('a' - 'A')) : c);
    }
    return lowered.toString();
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }
}
