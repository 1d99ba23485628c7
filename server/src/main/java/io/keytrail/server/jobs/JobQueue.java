package io.keytrail.server.jobs;

import io.keytrail.server.invoke.Tx;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Where cores leave jobs, and where this server's runner hears of it. Thread-safe.
public final class JobQueue {
  private final JobStore store;
  private final CopyOnWriteArrayList<Consumer<Optional<UUID>>> listeners =
      new CopyOnWriteArrayList<>();

  public JobQueue(JobStore store) {
    this.store = store;
  }

  /// Puts a job in as part of `tx`: it is there exactly if the transaction commits, and then begins
  /// at once where this server has room.
  ///
  /// @return whether it was put in; not so where its singleton name is taken
  public Future<Boolean> enqueue(Tx tx, NewJob job) {
    return store.insert(tx, job, () -> tell(Optional.empty()));
  }

  /// Asks a job to end.
  ///
  /// @return whether it had not ended yet
  Future<Boolean> cancel(UUID job) {
    return store.askCancel(job).onSuccess(_ -> tell(Optional.of(job)));
  }

  /// @param listener told of new work (empty) and of jobs that were asked to end; never blocks
  void onNews(Consumer<Optional<UUID>> listener) {
    listeners.add(listener);
  }

  private void tell(Optional<UUID> cancelled) {
    listeners.forEach(listener -> listener.accept(cancelled));
  }
}
