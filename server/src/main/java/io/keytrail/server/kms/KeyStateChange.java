package io.keytrail.server.kms;

import io.keytrail.server.invoke.Outcome;
import io.vertx.core.Future;
import java.util.List;

/// A change of nothing but the key itself, under its lock.
final class KeyStateChange {
  private KeyStateChange() {}

  /// @param next the same as `authorised` if only the lock's answer matters
  static <O> Outcome<O> of(
      KmsStore store, KmsKey authorised, KmsKey next, Outcome.Answer<O> answer) {
    return new Outcome.Change<>(
        tx ->
            store
                .lock(tx, authorised)
                .compose(
                    _ ->
                        next.equals(authorised)
                            ? Future.succeededFuture()
                            : store.updateKey(tx, next))
                .map(answer),
        List.of(Invalidations.key(next.id())));
  }
}
