package io.keytrail.server.iam;

import java.security.SecureRandom;

/// Makes unique ids and secrets in the forms AWS gives them. Safe for use by several threads.
final class UniqueIds {
  /// Base 32 as AWS's ids use it.
  private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final String SECRET_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int ID_SUFFIX_LENGTH = 17;
  private static final int SECRET_LENGTH = 40;

  private final SecureRandom random;

  UniqueIds(SecureRandom random) {
    this.random = random;
  }

  /// `AIDA` and 17 characters: 85 random bits.
  String userId() {
    return "AIDA" + draw(ID_ALPHABET, ID_SUFFIX_LENGTH);
  }

  /// `AKIA` and 16 characters: 80 random bits.
  String accessKeyId() {
    return "AKIA" + draw(ID_ALPHABET, ID_SUFFIX_LENGTH - 1);
  }

  /// 40 characters: 240 random bits.
  String secretAccessKey() {
    return draw(SECRET_ALPHABET, SECRET_LENGTH);
  }

  private String draw(String alphabet, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    StringBuilder text = new StringBuilder(length);
    for (byte b : bytes) {
      text.append(alphabet.charAt(Byte.toUnsignedInt(b) & (alphabet.length() - 1)));
    }
    return text.toString();
  }
}
