package io.keytrail.server.ebs;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.security.MessageDigest;
import java.util.Arrays;

/// A volume is encrypted by AES-256-XTS under two keys, which must differ (FIPS 140, IG A.9). KMS
/// gives them as one data key, which is first seen in plaintext when the volume is attached.
final class DataKeyHalves {
  static final int BYTES = 64;

  private DataKeyHalves() {}

  /// The key, if a volume can be encrypted with it; else it is destroyed.
  ///
  /// @throws Unfit if it is not two different keys
  static Secret require(Secret key) {
    if (key.length() == BYTES && differ(key)) {
      return key;
    }
    key.destroy();
    throw new Unfit();
  }

  private static boolean differ(Secret key) {
    byte[] both = key.read(SecretAccess.CRYPTOGRAPHY);
    byte[] first = Arrays.copyOf(both, BYTES / 2);
    byte[] second = Arrays.copyOfRange(both, BYTES / 2, BYTES);
    try {
      return !MessageDigest.isEqual(first, second);
    } finally {
      Arrays.fill(both, (byte) 0);
      Arrays.fill(first, (byte) 0);
      Arrays.fill(second, (byte) 0);
    }
  }

  /// No volume can be encrypted with this data key.
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unfit() {
      super("the data key is not two different keys", null, false, false);
    }
  }
}
