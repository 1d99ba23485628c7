package io.keytrail.server.invoke;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.function.Supplier;

/// A named, bounded pool for work that would hold up an event loop: reading large documents,
/// deciding thousands of requests. Safe for use by several threads.
public final class Workers {
  private final WorkerExecutor executor;

  public Workers(WorkerExecutor executor) {
    this.executor = executor;
  }

  /// What `work` returns, or a failure with what it throws; completes on the caller's event loop.
  /// Several at once run side by side.
  public <T> Future<T> run(Supplier<T> work) {
    return executor
        .executeBlocking(work::get, false)
        .map(result -> Objects.requireNonNull(result, "work has a result"));
  }
}
