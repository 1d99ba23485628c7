package io.keytrail.server.store;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/// A transaction in progress, as the adapters see it. Once a statement failed, the transaction can
/// only be rolled back, even where the work went on as if nothing had happened.
public sealed interface PgTx extends Tx permits PgTransaction {

  /// The transaction behind the cores' marker.
  static PgTx of(Tx tx) {
    return switch (tx) {
      case PgTx ours -> ours;
      default -> throw new IllegalArgumentException("expected a transaction of this store");
    };
  }

  /// Runs one prepared statement.
  Future<RowSet<Row>> query(String sql, Tuple arguments);

  /// Runs one prepared statement with each of the argument tuples, in one round trip. Empty is
  /// allowed.
  Future<Void> batch(String sql, List<Tuple> arguments);

  /// Called once the commit is acknowledged, before the transaction's future completes. Must not
  /// fail or wait.
  void afterCommit(Runnable action);
}
