package io.keytrail.server.simulate;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Remembers what was used lately, up to a total weight: two generations, of which the older is
/// dropped when the younger is full. Safe for use by several threads; two that miss at once may
/// both make the value.
final class RecentCache<K, V> {
  private final long maxWeight;
  private volatile Generations<K, V> generations;

  /// @param maxWeight of one generation; up to twice as much is held
  RecentCache(long maxWeight) {
    this.maxWeight = maxWeight;
    this.generations = new Generations<>(new Generation<>(), new Generation<>());
  }

  /// Compared by identity: who found a pair full drops its older half, once.
  private static final class Generations<K, V> {
    private final Generation<K, V> young;
    private final Generation<K, V> old;

    private Generations(Generation<K, V> young, Generation<K, V> old) {
      this.young = young;
      this.old = old;
    }
  }

  private record Weighed<V>(V value, long weight) {}

  /// Weight is guarded by the generation's monitor.
  private static final class Generation<K, V> {
    private final ConcurrentHashMap<K, Weighed<V>> entries = new ConcurrentHashMap<>();
    private long weight;

    synchronized long add(K key, Weighed<V> value) {
      if (entries.put(key, value) == null) {
        weight += value.weight();
      }
      return weight;
    }
  }

  @Nullable V find(K key) {
    Generations<K, V> now = generations;
    Weighed<V> hit = now.young.entries.get(key);
    if (hit != null) {
      return hit.value();
    }
    Weighed<V> older = now.old.entries.get(key);
    if (older == null) {
      return null;
    }
    keep(now, key, older);
    return older.value();
  }

  /// @param weight at least 0; what is heavier than a whole generation is not kept
  void remember(K key, V value, long weight) {
    if (weight <= maxWeight) {
      keep(generations, key, new Weighed<>(value, weight));
    }
  }

  private void keep(Generations<K, V> now, K key, Weighed<V> value) {
    if (now.young.add(key, value) > maxWeight) {
      grow(now);
    }
  }

  private synchronized void grow(Generations<K, V> full) {
    if (generations == full) {
      generations = new Generations<>(new Generation<>(), full.young);
    }
  }
}
