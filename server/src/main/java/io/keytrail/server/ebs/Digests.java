package io.keytrail.server.ebs;

import io.keytrail.server.crypto.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// By what two requests are compared without keeping them.
final class Digests {
  private Digests() {}

  /// In hex.
  static String sha256(Bytes content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.toArray()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
