package io.keytrail.server.iam;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.invoke.AccessKeys.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret of an access key as signatures use it: behind `AWS4`, and for nothing but the first
/// HMAC.
final class SigningKey implements SigningSecret {
  private static final byte[] PREFIX = "AWS4".getBytes(StandardCharsets.US_ASCII);
  private static final String ALGORITHM = "HmacSHA256";

  private final Secret prefixed;

  private SigningKey(Secret prefixed) {
    this.prefixed = prefixed;
  }

  /// The secret is not destroyed.
  static SigningKey of(Secret secretAccessKey) {
    byte[] secret = secretAccessKey.read(SecretAccess.CRYPTOGRAPHY);
    byte[] joined = Arrays.copyOf(PREFIX, PREFIX.length + secret.length);
    System.arraycopy(secret, 0, joined, PREFIX.length, secret.length);
    Arrays.fill(secret, (byte) 0);
    return new SigningKey(Secret.owning(joined));
  }

  @Override
  public byte[] hmacAws4(byte[] message) {
    byte[] key = prefixed.read(SecretAccess.CRYPTOGRAPHY);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every Java has " + ALGORITHM, absent);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "SigningKey";
  }
}
