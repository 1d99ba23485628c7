package io.keytrail.server.iam;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.SecretAccess;
import io.keytrail.server.crypto.Wrapping;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Makes role sessions: access key, secret, token, and what of them is stored.
final class SessionFactory {
  private final UniqueIds ids;
  private final Wrapping wrapping;

  SessionFactory(UniqueIds ids, Wrapping wrapping) {
    this.ids = ids;
    this.wrapping = wrapping;
  }

  /// What a session shall be like.
  record Wish(
      Role role,
      String name,
      Duration duration,
      Optional<String> policy,
      List<IamTag> tags,
      List<String> transitiveKeys) {}

  /// A session that is not stored yet, with its credentials.
  record Made(StoredSession stored, Secret secret, Secret token) {}

  Made make(Wish wish, Instant now) {
    Secret secret = ids.secretAccessKey();
    Secret token = ids.sessionToken();
    RoleSession session =
        new RoleSession(
            ids.sessionKeyId(),
            wish.role().id(),
            wish.name(),
            sha256(token),
            wish.policy(),
            wish.tags(),
            wish.transitiveKeys(),
            now,
            now.plus(wish.duration()));
    return new Made(
        new StoredSession(session, wrapping.wrap(binding(wish.role(), session), secret)),
        secret,
        token);
  }

  /// The secret of a stored session in the clear.
  ///
  /// @throws io.keytrail.server.crypto.InvalidCiphertext if the secret is not this session's
  Secret secret(StoredSession stored, Role role) {
    return wrapping.unwrap(binding(role, stored.session()), stored.wrappedSecret());
  }

  private static Wrapping.Binding binding(Role role, RoleSession session) {
    return StoredAccessKey.binding(role.accountId(), session.id());
  }

  private static String sha256(Secret token) {
    byte[] bytes = token.read(SecretAccess.CRYPTOGRAPHY);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
