package io.keytrail.server.directory;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.util.Arrays;

/// The password rules of Active Directory. Nobody signs in to our directories, so a password is
/// judged and forgotten; it is never stored.
final class Passwords {
  static final int MIN = 8;
  static final int MAX = 64;
  private static final int CATEGORIES = 3;

  private Passwords() {}

  /// Whether it is neither too short nor too long and has three of: small letters, capitals,
  /// digits, others. The secret is destroyed.
  ///
  /// @param max length in characters
  static boolean goodAndForgotten(Secret password, int max) {
    byte[] utf8 = password.read(SecretAccess.CRYPTOGRAPHY);
    password.destroy();
    int length = 0;
    int seen = 0;
    for (byte b : utf8) {
      // Of a character outside of ASCII, the first byte counts.
      if ((b & 0xc0) != 0x80) {
        length++;
        seen |= 1 << category(b);
      }
    }
    Arrays.fill(utf8, (byte) 0);
    return length >= MIN && length <= max && Integer.bitCount(seen & 0xf) >= CATEGORIES;
  }

  private static int category(byte b) {
    if (b >= 'a' && b <= 'z') {
      return 0;
    }
    if (b >= 'A' && b <= 'Z') {
      return 1;
    }
    if (b >= '0' && b <= '9') {
      return 2;
    }
    // White space is allowed and counts for no category.
    return b == ' ' || b >= '\t' && b <= '\r' ? 4 : 3;
  }
}
