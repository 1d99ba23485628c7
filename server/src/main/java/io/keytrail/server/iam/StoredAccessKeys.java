package io.keytrail.server.iam;

import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.AccessKeys;
import io.vertx.core.Future;
import java.util.Optional;

/// Reads access keys, those of sessions included, from the store at every call. A key whose row or
/// secret is not one that we wrote fails the call.
public final class StoredAccessKeys implements AccessKeys {
  private static final int MAX_ID_LENGTH = 128;

  private final AccessKeyStore store;
  private final AccessKeyFactory factory;
  private final SessionStore sessions;
  private final SessionFactory sessionFactory;

  StoredAccessKeys(
      AccessKeyStore store,
      AccessKeyFactory factory,
      SessionStore sessions,
      SessionFactory sessionFactory) {
    this.store = store;
    this.factory = factory;
    this.sessions = sessions;
    this.sessionFactory = sessionFactory;
  }

  @Override
  public Future<Optional<AccessKeyRecord>> find(String accessKeyId) {
    if (!isId(accessKeyId)) {
      return Future.succeededFuture(Optional.empty());
    }
    return accessKeyId.startsWith(UniqueIds.SESSION_KEY_PREFIX)
        ? sessions.session(accessKeyId).map(found -> found.map(this::record))
        : store.accessKey(accessKeyId).map(found -> found.map(this::record));
  }

  private AccessKeyRecord record(SessionStore.Opened opened) {
    RoleSession session = opened.stored().session();
    Secret secret = sessionFactory.secret(opened.stored(), opened.role());
    try {
      return new AccessKeyRecord(
          session.id(),
          SigningKey.of(secret),
          true,
          session.principal(opened.role()),
          opened.role().accountId(),
          Optional.of(
              new Session(
                  session.tokenSha256(), session.expires(), session.context(opened.role()))));
    } finally {
      secret.destroy();
    }
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
