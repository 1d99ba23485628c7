package io.keytrail.server.kms;

import io.keytrail.server.invoke.Changes;
import io.keytrail.server.invoke.Outcome;
import io.keytrail.server.invoke.Transactions;
import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Ends keys whose waiting time is over: their material is erased, their aliases and grants go,
/// their rows stay. To be called from time to time by one server or by all; each key is ended once.
public final class KeyDeletion {
  private static final int BATCH = 100;
  private static final String DELETED_BY = "AWS Internal";
  private final KmsStore store;
  private final Transactions transactions;
  private final Changes changes;

  public KeyDeletion(KmsStore store, Transactions transactions, Changes changes) {
    this.store = store;
    this.transactions = transactions;
    this.changes = changes;
  }

  /// Whether the key's deletion is due.
  static boolean due(KmsKey key, Instant now) {
    return key.deletion().filter(deletion -> !now.isBefore(deletion.at())).isPresent();
  }

  /// Ends what is due, up to a hundred keys. A key that somebody changes meanwhile is left for the
  /// next time.
  ///
  /// @return ARNs of the keys that were ended here
  public Future<List<String>> sweep(Instant now) {
    return store.dueForDeletion(now, BATCH).compose(ids -> endAll(ids, 0, now, new ArrayList<>()));
  }

  private Future<List<String>> endAll(List<UUID> ids, int at, Instant now, List<String> ended) {
    if (at == ids.size()) {
      return Future.succeededFuture(List.copyOf(ended));
    }
    return store
        .key(ids.get(at))
        .compose(found -> endIfDue(found.map(KeyPolicy.Guarded::key), now))
        .compose(
            arn -> {
              arn.ifPresent(ended::add);
              return endAll(ids, at + 1, now, ended);
            });
  }

  private Future<Optional<String>> endIfDue(Optional<KmsKey> found, Instant now) {
    Optional<KmsKey> key = found.filter(one -> due(one, now));
    if (key.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    List<Outcome.Invalidation> stale = new ArrayList<>();
    stale.add(Invalidations.key(key.get().id()));
    key.get().aliases().forEach(name -> stale.add(Invalidations.alias(key.get().place(), name)));
    return transactions
        .inTransaction(tx -> end(tx, key.get(), now).compose(_ -> changes.record(tx, stale)))
        .map(
            _ -> {
              changes.changedHere(stale);
              return Optional.of(key.get().arn());
            })
        .recover(
            failure ->
                failure instanceof Outcome.StaleTarget
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private Future<Void> end(Tx tx, KmsKey key, Instant now) {
    return store
        .lock(tx, key)
        .compose(_ -> store.updateKey(tx, key.deleted()))
        .compose(_ -> store.deleteAliases(tx, key))
        .compose(_ -> store.endGrants(tx, key, new KmsGrant.End("revoked", DELETED_BY, now)))
        .compose(_ -> store.eraseMaterial(tx, key));
  }
}
