package io.keytrail.server.session;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens of links and cookies: 256 random bits as base64url. Only their digests are stored; who
/// reads the database learns no token, and looking one up by its digest tells nothing by its time.
final class Tokens {
  private static final int BYTES = 32;
  private static final int LENGTH = 43;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Tokens() {}

  static Secret make(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.ofUtf8(TEXT.encodeToString(bytes));
  }

  /// Whether the text has a token's form; nothing else is looked up.
  static boolean isToken(String text) {
    return text.length() == LENGTH
        && text.chars()
            .allMatch(
                c ->
                    c >= 'A' && c <= 'Z'
                        || c >= 'a' && c <= 'z'
                        || c >= '0' && c <= '9'
                        || c == '-'
                        || c == '_');
  }

  /// The id of the row that belongs to a token: SHA-256 in hex.
  static String id(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK lacks SHA-256", impossible);
    }
  }

  static String id(Secret token) {
    return id(token.readText(SecretAccess.CRYPTOGRAPHY));
  }

  /// The CSRF token of a cookie: every server makes the same of it, and it gives nothing of the
  /// cookie away.
  static Secret csrf(String cookie) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(cookie.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      byte[] made = mac.doFinal("keytrail csrf token v1".getBytes(StandardCharsets.US_ASCII));
      return Secret.ofUtf8(TEXT.encodeToString(made));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("this JDK lacks HmacSHA256", impossible);
    }
  }
}
