package io.keytrail.server.iam;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.AccessKeys;
import io.vertx.core.Future;
import java.util.Optional;

/// Reads access keys from the store at every call. A key whose row or secret is not one that we
/// wrote fails the call.
public final class StoredAccessKeys implements AccessKeys {
  private static final int MAX_ID_LENGTH = 128;

  private final AccessKeyStore store;
  private final AccessKeyFactory factory;

  StoredAccessKeys(AccessKeyStore store, AccessKeyFactory factory) {
    this.store = store;
    this.factory = factory;
  }

  @Override
  public Future<Optional<AccessKeyRecord>> find(String accessKeyId) {
    if (!isId(accessKeyId)) {
      return Future.succeededFuture(Optional.empty());
    }
    return store.accessKey(accessKeyId).map(found -> found.map(this::record));
  }

  private AccessKeyRecord record(StoredAccessKey stored) {
    AccessKey key = stored.key();
    Secret secret = factory.credentials(stored).secret();
    try {
      return AccessKeyRecord.permanent(
          key.id(), SigningKey.of(secret), key.active(), key.owner(), key.accountId());
    } finally {
      secret.destroy();
    }
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID_LENGTH
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || c == '_');
  }
}
