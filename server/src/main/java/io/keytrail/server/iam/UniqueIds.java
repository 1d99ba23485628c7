package io.keytrail.server.iam;

import io.keytrail.server.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/// Makes unique ids and secrets in the forms AWS gives them. Safe for use by several threads.
final class UniqueIds {
  /// Base 32 as AWS's ids use it.
  private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final String SECRET_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int ID_SUFFIX_LENGTH = 17;
  private static final int SECRET_LENGTH = 40;
  private static final int TOKEN_LENGTH = 128;

  /// By this the keys of sessions are told from those of users.
  static final String SESSION_KEY_PREFIX = "ASIA";

  private final SecureRandom random;

  UniqueIds(SecureRandom random) {
    this.random = random;
  }

  /// `AIDA` and 17 characters: 85 random bits.
  String userId() {
    return "AIDA" + draw(ID_ALPHABET, ID_SUFFIX_LENGTH);
  }

  /// `AROA` and 17 characters: 85 random bits.
  String roleId() {
    return "AROA" + draw(ID_ALPHABET, ID_SUFFIX_LENGTH);
  }

  /// Of temporary credentials: `ASIA` and 16 characters, 80 random bits.
  String sessionKeyId() {
    return SESSION_KEY_PREFIX + draw(ID_ALPHABET, ID_SUFFIX_LENGTH - 1);
  }

  /// 128 characters: 768 random bits. It means nothing; only its digest is kept.
  Secret sessionToken() {
    return Secret.owning(drawBytes(SECRET_ALPHABET, TOKEN_LENGTH));
  }

  /// `AKIA` and 16 characters: 80 random bits.
  String accessKeyId() {
    return "AKIA" + draw(ID_ALPHABET, ID_SUFFIX_LENGTH - 1);
  }

  /// 40 characters: 240 random bits.
  Secret secretAccessKey() {
    return Secret.owning(drawBytes(SECRET_ALPHABET, SECRET_LENGTH));
  }

  private String draw(String alphabet, int length) {
    return new String(drawBytes(alphabet, length), StandardCharsets.US_ASCII);
  }

  private byte[] drawBytes(String alphabet, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = 0; i < length; i++) {
      // INVARIANT: the alphabet's length is a power of two, so every character is equally likely.
      bytes[i] = (byte) alphabet.charAt(Byte.toUnsignedInt(bytes[i]) & (alphabet.length() - 1));
    }
    return bytes;
  }
}
