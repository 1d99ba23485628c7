package io.keytrail.server.invoke;

import io.keytrail.policy.eval.Principal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/// Port: the access keys by which callers sign. `iam` implements it; `http` asks it once for each
/// signed request, so an answer comes from memory where it can (within the cache lease).
public interface AccessKeys {

  /// The key of that id, inactive ones and those of expired sessions included: the verifier refuses
  /// them itself, in the same time as a wrong signature. Empty if there never was one. Fails only
  /// if the state cannot be read in time; then the request fails closed
  /// ([CommonErrors#UNAVAILABLE]).
  ///
  /// @param accessKeyId from the wire: 1 to 128 characters of `[A-Za-z0-9_]`, otherwise unchecked
  Future<Optional<AccessKeyRecord>> find(String accessKeyId);

  /// One access key.
  ///
  /// @param secret the same instance for as long as the secret is the same: keys derived from it
  ///     are cached by its identity
  /// @param account the account in which calls act
  /// @param session present for temporary credentials, which need their token
  record AccessKeyRecord(
      String accessKeyId,
      SigningSecret secret,
      boolean active,
      Principal principal,
      String account,
      Optional<Session> session) {

    /// A long-lived key.
    public static AccessKeyRecord permanent(
        String accessKeyId,
        SigningSecret secret,
        boolean active,
        Principal principal,
        String account) {
      return new AccessKeyRecord(accessKeyId, secret, active, principal, account, Optional.empty());
    }
  }

  /// The temporary part of a session's credentials.
  ///
  /// @param tokenSha256 lower-case hex digest of the token's UTF-8 bytes
  /// @param expires first instant at which the credentials no longer work
  record Session(String tokenSha256, Instant expires, Caller.SessionContext context) {}

  /// A secret access key, able to do the one thing it is for. Implementations print nothing of the
  /// secret and compare by identity.
  interface SigningSecret {

    /// HMAC-SHA-256 of `message` under the key `AWS4` + secret access key (UTF-8): the first step
    /// of the SigV4 key derivation. Thread-safe, does not block; 32 bytes, the caller's to wipe.
    byte[] hmacAws4(byte[] message);
  }
}
