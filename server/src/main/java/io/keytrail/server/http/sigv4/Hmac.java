package io.keytrail.server.http.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 and SHA-256 with one engine of each per thread: looking one up costs as much as
/// using it.
final class Hmac {
  private static final ThreadLocal<Hmac> OF_THREAD = ThreadLocal.withInitial(Hmac::new);

  private final Mac mac;
  private final MessageDigest digest;

  private Hmac() {
    try {
      mac = Mac.getInstance("HmacSHA256");
      digest = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }

  static byte[] sign(SecretKeySpec key, byte[] message) {
    Mac mac = OF_THREAD.get().mac;
    try {
      mac.init(key);
      return mac.doFinal(message);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HmacSHA256 takes every key", e);
    }
  }

  static SecretKeySpec key(byte[] bytes) {
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  static byte[] sha256(byte[] message) {
    return OF_THREAD.get().digest.digest(message);
  }

  static String sha256Hex(byte[] message) {
    return HexFormat.of().formatHex(sha256(message));
  }

  /// One byte a char.
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
