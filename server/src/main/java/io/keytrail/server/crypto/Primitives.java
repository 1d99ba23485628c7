package io.keytrail.server.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM and HMAC-SHA-256 of the JDK, one instance of each a thread: making them costs more
/// than using them.
final class Primitives {
  static final int KEY_BYTES = 32;
  static final int GCM_NONCE_BYTES = 12;
  static final int GCM_TAG_BYTES = 16;
  static final int MAC_BYTES = 32;
  private static final int TAG_BITS = GCM_TAG_BYTES * 8;
  private static final ThreadLocal<Primitives> OF_THREAD = ThreadLocal.withInitial(Primitives::new);

  private final Mac mac;
  private final Cipher gcm;

  private Primitives() {
    try {
      mac = Mac.getInstance("HmacSHA256", "SunJCE");
      gcm = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK lacks AES-GCM or HMAC-SHA-256", impossible);
    }
  }

  static Primitives ofThread() {
    return OF_THREAD.get();
  }

  /// The thread's MAC, keyed. To be finished before the next call on this thread.
  Mac hmac(byte[] key) {
    try {
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC refused its key", impossible);
    }
  }

  /// Encrypts `in` into `out` from `outOffset` on: ciphertext, then tag.
  void seal(GcmKey key, byte[] aad, byte[] in, Slice out) {
    try {
      gcm.init(Cipher.ENCRYPT_MODE, key.spec(), key.nonceSpec());
      gcm.updateAAD(aad);
      gcm.doFinal(in, 0, in.length, out.array(), out.offset());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM did not encrypt", impossible);
    }
  }

  /// The plaintext of a ciphertext with its tag.
  ///
  /// @throws InvalidCiphertext if the tag does not match
  byte[] open(GcmKey key, byte[] aad, Slice in) {
    try {
      gcm.init(Cipher.DECRYPT_MODE, key.spec(), key.nonceSpec());
      gcm.updateAAD(aad);
      return gcm.doFinal(in.array(), in.offset(), in.length());
    } catch (GeneralSecurityException | RuntimeException unauthentic) {
      throw new InvalidCiphertext();
    }
  }

  /// A key and the nonce it is used with. The key bytes stay the caller's to wipe.
  record GcmKey(byte[] key, byte[] nonce) {
    SecretKeySpec spec() {
      return new SecretKeySpec(key, "AES");
    }

    GCMParameterSpec nonceSpec() {
      return new GCMParameterSpec(TAG_BITS, nonce);
    }

    void wipe() {
      Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
      return "GcmKey";
    }
  }

  /// A part of an array.
  record Slice(byte[] array, int offset, int length) {
    @Override
    public String toString() {
      return "Slice[" + length + " bytes]";
    }
  }
}
