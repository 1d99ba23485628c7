package io.keytrail.server.kms;

import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;

/// Ends a grant under its key's lock.
final class GrantEnd {
  private GrantEnd() {}

  /// If somebody else ended it first, the call fails as if it had come later.
  static <O> Outcome<O> of(KmsStore store, KmsKey key, KmsGrant ended, Outcome.Answer<O> answer) {
    return new Outcome.Change<>(
        tx ->
            store
                .lock(tx, key)
                .compose(_ -> store.currentGrant(tx, ended.id()))
                .compose(
                    current ->
                        current.filter(KmsGrant::live).isPresent()
                            ? store.endGrant(tx, ended)
                            : Future.failedFuture(KmsErrors.grantNotFound(ended.id())))
                .map(answer),
        Invalidations.grant(ended));
  }
}
