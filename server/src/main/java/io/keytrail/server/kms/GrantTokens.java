package io.keytrail.server.kms;

import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Kdf;
import io.keytrail.server.crypto.RootKey;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Mints and reads grant tokens. A token names its grant and proves that this deployment minted it;
/// nothing of it is stored. It lends the grant to nobody: the grantee must still be the caller.
///
/// Layout before base64url: version (1), grant id (32), nonce (16), proof (32). Safe to use from
/// every thread.
final class GrantTokens {
  private static final byte VERSION = 1;
  private static final int ID_BYTES = 32;
  private static final int NONCE_BYTES = 16;
  private static final int PROOF_BYTES = 32;
  private static final int BODY_BYTES = 1 + ID_BYTES + NONCE_BYTES;
  private static final int TEXT_LENGTH = (BODY_BYTES + PROOF_BYTES) * 4 / 3;
  private static final String LABEL = "keytrail grant token v1";

  private final Secret key;
  private final SecureRandom random;

  GrantTokens(RootKey rootKey, SecureRandom random) {
    key = rootKey.derive(LABEL, Bytes.ofUtf8(""));
    this.random = random;
  }

  /// A token for the grant, another one at each call.
  String mint(String grantId) {
    byte[] token = new byte[BODY_BYTES + PROOF_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    token[0] = VERSION;
    System.arraycopy(HexFormat.of().parseHex(grantId), 0, token, 1, ID_BYTES);
    System.arraycopy(nonce, 0, token, 1 + ID_BYTES, NONCE_BYTES);
    byte[] body = Arrays.copyOf(token, BODY_BYTES);
    Secret proof = proof(body);
    byte[] proofBytes = proof.read(SecretAccess.CRYPTOGRAPHY);
    System.arraycopy(proofBytes, 0, token, BODY_BYTES, PROOF_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /// The id of the grant that the token was minted for; absent if we did not mint it.
  Optional<String> read(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    byte[] token;
    try {
      token = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (token.length != BODY_BYTES + PROOF_BYTES || token[0] != VERSION) {
      return Optional.empty();
    }
    Secret presented = Secret.owning(Arrays.copyOfRange(token, BODY_BYTES, token.length));
    if (!proof(Arrays.copyOf(token, BODY_BYTES)).sameAs(presented)) {
      return Optional.empty();
    }
    return Optional.of(HexFormat.of().formatHex(token, 1, 1 + ID_BYTES));
  }

  /// HMAC-SHA-256 in counter mode over the body, under a key for tokens only.
  private Secret proof(byte[] body) {
    return Kdf.derive(key, LABEL, Bytes.owning(body), PROOF_BYTES);
  }
}
