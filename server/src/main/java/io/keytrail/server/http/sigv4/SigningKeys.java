package io.keytrail.server.http.sigv4;

import io.keytrail.server.invoke.AccessKeys.SigningSecret;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Derived signing keys, remembered in a table of fixed size. A key is found again only for the
/// very same secret object, so a replaced secret is never served by an old key. Thread-safe without
/// locks: a lost race derives twice.
final class SigningKeys {
  private static final int SLOTS = 4096;
  private static final byte[] TERMINATOR = Hmac.bytes("aws4_request");

  private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

  private record Entry(
      SigningSecret secret, String date, String region, String service, SecretKeySpec key) {
    boolean fits(SigningSecret wanted, SignatureClaim claim) {
      return secret == wanted
          && date.equals(claim.date())
          && region.equals(claim.region())
          && service.equals(claim.service());
    }

    @Override
    public String toString() {
      return "Entry[" + date + "/" + region + "/" + service + "]";
    }
  }

  /// The key for the claim's scope.
  SecretKeySpec find(SigningSecret secret, SignatureClaim claim) {
    int hash =
        ((System.identityHashCode(secret) * 31 + claim.date().hashCode()) * 31
                    + claim.region().hashCode())
                * 31
            + claim.service().hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Entry known = slots.get(slot);
    if (known != null && known.fits(secret, claim)) {
      return known.key();
    }
    SecretKeySpec key = derive(secret, claim);
    slots.set(slot, new Entry(secret, claim.date(), claim.region(), claim.service(), key));
    return key;
  }

  private static SecretKeySpec derive(SigningSecret secret, SignatureClaim claim) {
    byte[] day = secret.hmacAws4(Hmac.bytes(claim.date()));
    byte[] region = step(day, Hmac.bytes(claim.region()));
    byte[] service = step(region, Hmac.bytes(claim.service()));
    byte[] signing = step(service, TERMINATOR);
    SecretKeySpec key = Hmac.key(signing);
    Arrays.fill(signing, (byte) 0);
    return key;
  }

  /// Wipes `key`.
  private static byte[] step(byte[] key, byte[] message) {
    byte[] next = Hmac.sign(Hmac.key(key), message);
    Arrays.fill(key, (byte) 0);
    return next;
  }
}
