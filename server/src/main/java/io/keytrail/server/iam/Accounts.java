package io.keytrail.server.iam;

import io.keytrail.policy.eval.Principal;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Makes and lists the accounts of this deployment.
public final class Accounts {
  private final Transactions transactions;
  private final AccountStore store;
  private final AccessKeyStore keys;
  private final AccessKeyFactory factory;
  private final InstantSource clock;

  Accounts(
      Transactions transactions,
      AccountStore store,
      AccessKeyStore keys,
      AccessKeyFactory factory,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.keys = keys;
    this.factory = factory;
    this.clock = clock;
  }

  public Future<List<Account>> all() {
    return store.accounts();
  }

  /// Makes the account and an access key of its root user; empty, and nothing done, if it exists.
  ///
  /// @param accountId 12 digits
  public Future<Optional<Credentials>> create(String accountId) {
    return transactions.inTransaction(
        tx ->
            insert(tx, accountId)
                .compose(
                    made ->
                        made
                            ? addRootKey(tx, factory.make(new Principal.Root(accountId)))
                                .map(Optional::of)
                            : Future.succeededFuture(Optional.empty())));
  }

  Future<Boolean> insert(Tx tx, String accountId) {
    return store.insertAccount(
        tx, new Account(accountId, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
  }

  /// Fails if the id of the key is taken.
  Future<Credentials> addRootKey(Tx tx, AccessKeyFactory.Made made) {
    AccessKey key = made.stored().key();
    return keys.insertAccessKey(tx, made.stored())
        .map(
            inserted -> {
              if (!inserted) {
                throw new IllegalStateException(
                    "the access key id `" + key.id() + "` belongs to somebody else");
              }
              return new Credentials(key.accountId(), key.id(), made.secret());
            });
  }
}
