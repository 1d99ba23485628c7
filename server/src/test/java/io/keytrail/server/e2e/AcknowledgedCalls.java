package io.keytrail.server.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What clients were told is on record: each answered call's request id and sequence number.
/// Compared with a trail, it sees what was lost, doubled or put elsewhere. Thread-safe.
public final class AcknowledgedCalls {
  private final Map<String, Long> seqs = new ConcurrentHashMap<>();
  private final List<String> answeredTwice = new ArrayList<>();
  private final AtomicLong latest = new AtomicLong();
  private final Semaphore fresh = new Semaphore(0);

  /// The server answered this call, and said that its event is `seq`.
  public void add(String requestId, long seq) {
    if (seqs.put(requestId, seq) != null) {
      synchronized (answeredTwice) {
        answeredTwice.add(requestId);
      }
    }
    latest.accumulateAndGet(seq, Math::max);
    fresh.release();
  }

  /// Waits until so many more calls were answered than had been when this was last called.
  ///
  /// @return false if that did not come about in time
  public boolean await(int more, long seconds) throws InterruptedException {
    var _ = fresh.drainPermits();
    return fresh.tryAcquire(more, seconds, TimeUnit.SECONDS);
  }

  public int count() {
    return seqs.size();
  }

  /// The highest sequence number of all.
  public long latest() {
    return latest.get();
  }

  /// What came of it.
  ///
  /// @param lost acknowledged, and not in the trail
  /// @param duplicated in the trail more than once, or two replies had the id
  /// @param misplaced in the trail, under another sequence number than the reply named
  public record Verdict(
      int acknowledged, List<String> lost, List<String> duplicated, List<String> misplaced) {
    public Verdict {
      lost = List.copyOf(lost);
      duplicated = List.copyOf(duplicated);
      misplaced = List.copyOf(misplaced);
    }

    @Override
    public String toString() {
      return "%,d acknowledged, %d lost, %d duplicated, %d misplaced"
          .formatted(acknowledged, lost.size(), duplicated.size(), misplaced.size());
    }
  }

  /// @param trail sequence numbers of every request id in the trail, those of unanswered calls
  ///     included
  public Verdict compare(Map<String, List<Long>> trail) {
    List<String> lost = new ArrayList<>();
    List<String> misplaced = new ArrayList<>();
    seqs.forEach(
        (id, seq) -> {
          List<Long> found = trail.getOrDefault(id, List.of());
          if (found.isEmpty()) {
            lost.add(id);
          } else if (!found.contains(seq)) {
            misplaced.add(id);
          }
        });
    List<String> duplicated = new ArrayList<>(answeredTwice);
    trail.forEach(
        (id, found) -> {
          if (found.size() > 1) {
            duplicated.add(id);
          }
        });
    return new Verdict(seqs.size(), lost, duplicated, misplaced);
  }
}
