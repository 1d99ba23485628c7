package io.keytrail.server.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Rings when PostgreSQL notifies of a change. Nothing depends on it: a lost connection is made
/// again after a second, a frozen one stays silent.
final class ChangeBell {
  private static final long RETRY_MILLIS = 1_000;
  private final Vertx vertx;
  private final Database database;
  private final Runnable ring;
  private final AtomicReference<@Nullable PgConnection> connection = new AtomicReference<>();
  private volatile boolean closed;

  ChangeBell(Vertx vertx, Database database, Runnable ring) {
    this.vertx = vertx;
    this.database = database;
    this.ring = ring;
  }

  void start() {
    if (!closed) {
      database.dedicated().onSuccess(this::subscribe).onFailure(_ -> later());
    }
  }

  Future<Void> close() {
    closed = true;
    PgConnection open = connection.getAndSet(null);
    return open == null ? Future.succeededFuture() : open.close();
  }

  private void subscribe(PgConnection open) {
    connection.set(open);
    open.notificationHandler(_ -> ring.run());
    open.exceptionHandler(_ -> {});
    open.closeHandler(_ -> later());
    open.query("LISTEN keytrail_change")
        .execute()
        .onSuccess(_ -> ring.run())
        .onFailure(_ -> open.close());
    if (closed) {
      open.close();
    }
  }

  private void later() {
    connection.set(null);
    if (!closed) {
      vertx.setTimer(RETRY_MILLIS, _ -> start());
    }
  }
}
