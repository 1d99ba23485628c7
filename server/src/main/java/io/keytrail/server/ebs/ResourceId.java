package io.keytrail.server.ebs;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Ids of EC2's resources: a prefix and 8 hex digits (those made before 2018) or 17.
final class ResourceId {
  private static final int SHORT = 8;
  private static final int LONG = 17;

  private ResourceId() {}

  /// A new one, as AWS makes them today: the first of its digits is 0.
  static String random(String prefix, SecureRandom random) {
    byte[] digits = new byte[(LONG - 1) / 2];
    random.nextBytes(digits);
    return prefix + "0" + HexFormat.of().formatHex(digits);
  }

  static boolean valid(String prefix, String text) {
    int digits = text.length() - prefix.length();
    if (!text.startsWith(prefix) || (digits != SHORT && digits != LONG)) {
      return false;
    }
    return text.chars()
        .skip(prefix.length())
        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  static String requireVolume(String text) {
    if (!valid(Volume.PREFIX, text)) {
      throw Ec2Failures.invalidValue(
          "Value (%s) for parameter volumeId is invalid. Expected: 'vol-...'.".formatted(text));
    }
    return text;
  }

  static String requireInstance(String text) {
    if (!valid(Instance.PREFIX, text)) {
      throw Ec2Failures.of(
          "InvalidInstanceID.Malformed", "Invalid id: \"" + text + "\" (expecting \"i-...\")");
    }
    return text;
  }

  static String requireImage(String text) {
    if (!valid("ami-", text)) {
      throw Ec2Failures.of(
          "InvalidAMIID.Malformed", "Invalid id: \"" + text + "\" (expecting \"ami-...\")");
    }
    return text;
  }
}
