package io.keytrail.audit.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;

/// The whole index as one search sees it, from the newest partition to the oldest. Close it after
/// the search.
final class Slices implements AutoCloseable {
  private final List<Slice> all = new ArrayList<>();

  /// @param newestFirst in that order
  static Slices acquire(Collection<Partition> newestFirst, Deadline deadline) throws IOException {
    var slices = new Slices();
    try {
      for (Partition partition : newestFirst) {
        slices.add(partition, deadline);
      }
      return slices;
    } catch (IOException | RuntimeException failed) {
      slices.close();
      throw failed;
    }
  }

  private void add(Partition partition, Deadline deadline) throws IOException {
    IndexSearcher acquired = partition.acquire();
    if (acquired == null) {
      return;
    }
    try {
      all.add(new Slice(partition.name(), acquired, deadline));
    } catch (IOException | RuntimeException failed) {
      Partition.release(acquired);
      throw failed;
    }
  }

  List<Slice> in(SearchScope scope) {
    return all.stream().filter(slice -> slice.overlaps(scope)).toList();
  }

  /// The highest sequence number that is visible; -1 for an empty index.
  long maxSeq() {
    return all.stream().mapToLong(Slice::maxSeq).max().orElse(-1);
  }

  Coverage coverage(SearchScope scope, boolean complete) {
    return new Coverage(scope.from(), scope.to(), maxSeq(), complete);
  }

  @Override
  public void close() throws IOException {
    for (Slice slice : all) {
      slice.release();
    }
  }
}
