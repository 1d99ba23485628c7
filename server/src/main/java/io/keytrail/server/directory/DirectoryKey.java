package io.keytrail.server.directory;

import io.keytrail.server.invoke.Call;
import java.security.SecureRandom;

/// Which directory: an id means something in its account and Region only.
///
/// @param id `d-` and ten hex digits
public record DirectoryKey(String account, String region, String id) {
  private static final String PREFIX = "d-";
  private static final int DIGITS = 10;

  /// The directory of that id in the call's account and Region.
  public static DirectoryKey of(Call call, String id) {
    return new DirectoryKey(call.account(), call.region(), id);
  }

  static String randomId(SecureRandom random) {
    return PREFIX + "%010x".formatted(random.nextLong() & 0xff_ffff_ffffL);
  }

  /// Whether the text can be an id.
  public static boolean isId(String text) {
    return text.length() == PREFIX.length() + DIGITS
        && text.startsWith(PREFIX)
        && text.chars().skip(PREFIX.length()).allMatch(DirectoryKey::isHex);
  }

  private static boolean isHex(int c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  public String arn() {
    return "arn:aws:ds:" + region + ":" + account + ":directory/" + id;
  }
}
