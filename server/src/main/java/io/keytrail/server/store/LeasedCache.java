package io.keytrail.server.store;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A cache that answers from memory only while the [Lease] is fresh, and loads otherwise.
///
/// A change that arrives while a value is being loaded keeps that value out of memory: it may have
/// been read before the change. Failures are not kept. Holds at most `capacity` values and drops
/// those that were not asked for lately. Safe to use from every thread.
public final class LeasedCache<K, V> {
  private final Lease lease;
  private final int capacity;
  private final ConcurrentHashMap<K, Slot<V>> slots = new ConcurrentHashMap<>();

  /// What stands under a key: a value, or the mark of the load that may put one there. Marks have
  /// identity.
  private abstract static sealed class Slot<V> {}

  private static final class Loading<V> extends Slot<V> {}

  private static final class Loaded<V> extends Slot<V> {
    private final V value;
    private volatile boolean asked = true;

    private Loaded(V value) {
      this.value = value;
    }
  }

  /// @param stale the key whose value a change made stale, if it is one of this cache's
  public LeasedCache(ChangeFeed feed, int capacity, Function<Change.Of, Optional<K>> stale) {
    this(feed.lease(), capacity);
    feed.listen(
        change -> {
          switch (change) {
            case Change.Of one -> stale.apply(one).ifPresent(this::invalidate);
            case Change.Everything _ -> invalidateAll();
          }
        });
  }

  LeasedCache(Lease lease, int capacity) {
    this.lease = lease;
    this.capacity = capacity;
  }

  /// The value of `key`: from memory where that may be trusted, else from `loader`, which reads the
  /// database after the call.
  public Future<V> get(K key, Function<K, Future<V>> loader) {
    if (lease.fresh() && slots.get(key) instanceof Loaded<V> hit) {
      hit.asked = true;
      return Future.succeededFuture(hit.value);
    }
    Loading<V> mark = new Loading<>();
    slots.put(key, mark);
    return loader
        .apply(key)
        .onComplete(
            done -> {
              if (done.succeeded()) {
                keep(key, mark, done.result());
              } else {
                slots.remove(key, mark);
              }
            });
  }

  /// The value is not what it was.
  public void invalidate(K key) {
    slots.remove(key);
  }

  public void invalidateAll() {
    slots.clear();
  }

  int size() {
    return slots.size();
  }

  // INVARIANT: only the load whose mark still stands may put its value there.
  private void keep(K key, Loading<V> mark, V value) {
    slots.replace(key, mark, new Loaded<>(value));
    if (slots.size() > capacity) {
      evict();
    }
  }

  /// A second chance for what was asked for since the last time, until an eighth is free. Marks may
  /// go too: their loads are just not kept.
  private void evict() {
    int goal = capacity - capacity / 8;
    for (int round = 0; round < 2; round++) {
      Iterator<Slot<V>> each = slots.values().iterator();
      while (each.hasNext() && slots.size() > goal) {
        if (each.next() instanceof Loaded<V> loaded && loaded.asked) {
          loaded.asked = false;
        } else {
          each.remove();
        }
      }
    }
  }
}
