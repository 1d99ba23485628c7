package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// First start: the default account and its root user's access key. Runs at every start; what is
/// there already stays, and of several servers that start at once one makes it and the others find
/// it.
public final class Bootstrap {
  private final Transactions transactions;
  private final Accounts accounts;
  private final AccessKeyStore keys;
  private final AccessKeyFactory factory;

  Bootstrap(
      Transactions transactions, Accounts accounts, AccessKeyStore keys, AccessKeyFactory factory) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.keys = keys;
    this.factory = factory;
  }

  /// A root access key of the operator's choice.
  public record Given(String accessKeyId, Secret secret) {
    /// @throws IllegalArgumentException with a text for the operator
    public Given {
      boolean characters =
          accessKeyId
              .chars()
              .allMatch(
                  c ->
                      (c >= 'A' && c <= 'Z')
                          || (c >= 'a' && c <= 'z')
                          || (c >= '0' && c <= '9')
                          || c == '_');
      if (accessKeyId.length() < 16 || accessKeyId.length() > 128 || !characters) {
        throw new IllegalArgumentException(
            "expected an access key id of 16 to 128 letters, digits and underscores");
      }
      if (secret.length() < 16) {
        throw new IllegalArgumentException(
            "expected a secret access key of at least 16 characters");
      }
    }
  }

  /// Makes what is missing. Answers the oldest active access key of the root user, for
  /// `DATA/credentials`; nothing if the operator gave one (he has it already), or if the root user
  /// has none any more.
  ///
  /// @param given the key that the root user shall have; one of that id with another secret is
  ///     replaced
  public Future<Optional<Credentials>> run(String accountId, Optional<Given> given) {
    Principal.Root root = new Principal.Root(accountId);
    return transactions.inTransaction(
        tx ->
            accounts
                .insert(tx, accountId)
                .compose(
                    made ->
                        keys.lockAccessKeys(tx, root)
                            .map(Optional::orElseThrow)
                            .compose(
                                found ->
                                    given
                                        .map(wanted -> give(tx, root, wanted, found))
                                        .orElseGet(() -> findOrMake(tx, root, made, found)))));
  }

  private Future<Optional<Credentials>> findOrMake(
      Tx tx, Principal.Root root, boolean accountIsNew, List<AccessKey> found) {
    if (accountIsNew) {
      return accounts.addRootKey(tx, factory.make(root)).map(Optional::of);
    }
    return found.stream()
        .filter(AccessKey::active)
        .findFirst()
        .map(
            key ->
                keys.accessKey(key.id()).map(stored -> stored.map(one -> factory.credentials(one))))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<Credentials>> give(
      Tx tx, Principal.Root root, Given wanted, List<AccessKey> found) {
    Optional<AccessKey> same =
        found.stream().filter(key -> key.id().equals(wanted.accessKeyId())).findFirst();
    AccessKeyFactory.Made made = factory.make(root, wanted.accessKeyId(), wanted.secret());
    if (same.isEmpty()) {
      refuseThird(found);
      return accounts.addRootKey(tx, made).map(_ -> Optional.empty());
    }
    return keys.accessKey(wanted.accessKeyId())
        .map(stored -> factory.credentials(stored.orElseThrow()).secret().sameAs(wanted.secret()))
        .compose(
            unchanged ->
                unchanged && same.get().active()
                    ? Future.succeededFuture(Optional.empty())
                    : keys.deleteAccessKey(tx, same.get())
                        .compose(_ -> accounts.addRootKey(tx, made))
                        .map(_ -> Optional.empty()));
  }

  private static void refuseThird(List<AccessKey> found) {
    if (found.size() >= KeyOwners.MAX_KEYS) {
      throw new IllegalStateException(
          "the root user has two access keys already; delete one before giving it another");
    }
  }
}
