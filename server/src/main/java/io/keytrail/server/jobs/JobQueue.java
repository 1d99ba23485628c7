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

  /// Makes a waiting job due now, as part of `tx`.
  public Future<Void> hasten(Tx tx, UUID job) {
    return store.hasten(tx, job, () -> tell(Optional.empty()));
  }

  /// Takes a job back that nobody has begun, as part of `tx`.
  ///
  /// @return whether it could
  public Future<Boolean> withdraw(Tx tx, UUID job) {
    return store.withdraw(tx, job);
  }

  /// Asks a job to end, as part of `tx`, whatever its type.
  ///
  /// @return whether it had not ended yet
  public Future<Boolean> cancel(Tx tx, UUID job) {
    return store.askCancel(tx, job, () -> tell(Optional.of(job)));
  }

  /// Whether nothing happens to that job any more; so it is of a job that is not there.
  public Future<Boolean> hasEnded(UUID job) {
    return store.job(job).map(found -> found.map(one -> one.state().ended()).orElse(true));
  }

  /// The job as people see it.
  public Future<Optional<Job>> job(UUID job) {
    return store.job(job);
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
