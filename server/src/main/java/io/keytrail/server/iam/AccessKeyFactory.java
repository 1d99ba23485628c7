package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.crypto.Wrapping;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Makes access keys: id, secret, and the secret as it is stored.
final class AccessKeyFactory {
  private final UniqueIds ids;
  private final Wrapping wrapping;
  private final InstantSource clock;

  AccessKeyFactory(UniqueIds ids, Wrapping wrapping, InstantSource clock) {
    this.ids = ids;
    this.wrapping = wrapping;
    this.clock = clock;
  }

  /// A key that is not stored yet.
  record Made(StoredAccessKey stored, Secret secret) {}

  Made make(Principal owner) {
    return make(owner, ids.accessKeyId(), ids.secretAccessKey());
  }

  /// A key of the operator's choice.
  Made make(Principal owner, String accessKeyId, Secret secret) {
    AccessKey key =
        new AccessKey(accessKeyId, owner, true, clock.instant().truncatedTo(ChronoUnit.SECONDS), 1);
    return new Made(
        new StoredAccessKey(
            key, wrapping.wrap(StoredAccessKey.binding(key.accountId(), accessKeyId), secret)),
        secret);
  }

  /// The stored key with its secret in the clear.
  ///
  /// @throws io.keytrail.server.crypto.InvalidCiphertext if the secret is not this key's
  Credentials credentials(StoredAccessKey stored) {
    AccessKey key = stored.key();
    return new Credentials(
        key.accountId(),
        key.id(),
        wrapping.unwrap(
            StoredAccessKey.binding(key.accountId(), key.id()), stored.wrappedSecret()));
  }
}
