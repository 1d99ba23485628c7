package io.keytrail.audit.index;

import io.keytrail.audit.index.SearchResult.Total;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.index.ExitableDirectoryReader.ExitingReaderException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/// Counts matching events: all of them, or up to a cap. Used once, by one thread.
final class Counting {
  /// A total beyond this costs extra and is only counted when asked for.
  static final int CAP = 1_000;
  private static final int CHECK_EVERY = 4_096;

  private final Deadline deadline;
  private final long cap;
  private long count;
  private boolean exact = true;

  Counting(Deadline deadline, boolean all) {
    this.deadline = deadline;
    this.cap = all ? Long.MAX_VALUE : CAP;
  }

  /// Counts across partitions.
  ///
  /// @return inexact if the cap was reached or time ran out
  Total count(List<Slice> slices, Function<Slice, Query> queries) throws IOException {
    try {
      for (Slice slice : slices) {
        if (exact) {
          count(slice.searcher(), queries.apply(slice));
        }
      }
    } catch (ExitingReaderException _) {
      exact = false;
    }
    return new Total(count, exact);
  }

  private void count(IndexSearcher searcher, Query query) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int known = weight.count(leaf);
      if (known >= 0) {
        add(known);
      } else {
        exact &= walk(weight, leaf);
      }
      if (!exact) {
        return;
      }
    }
  }

  /// Beyond the cap nothing more is visited.
  private boolean walk(Weight weight, LeafReaderContext leaf) throws IOException {
    Scorer scorer = weight.scorer(leaf);
    if (scorer == null) {
      return true;
    }
    Bits live = leaf.reader().getLiveDocs();
    DocIdSetIterator docs = scorer.iterator();
    int seen = 0;
    while (docs.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (++seen % CHECK_EVERY == 0 && deadline.shouldExit()) {
        return false;
      }
      if (live == null || live.get(docs.docID())) {
        add(1);
      }
      if (!exact) {
        return false;
      }
    }
    return true;
  }

  private void add(int more) {
    count += more;
    if (count > cap) {
      count = cap;
      exact = false;
    }
  }
}
