package io.keytrail.audit.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/// Walks the matching documents of a segment.
final class MatchingDocs {
  private static final int CHECK_EVERY = 4_096;

  private MatchingDocs() {}

  /// What to do with a document.
  interface Visitor<T> {
    void visit(T values, int doc) throws IOException;
  }

  /// Visits them in order.
  ///
  /// @return false if time ran out
  static <T> boolean walk(
      Weight weight, LeafReaderContext leaf, Deadline deadline, T values, Visitor<T> visitor)
      throws IOException {
    Scorer scorer = weight.scorer(leaf);
    if (scorer == null) {
      return true;
    }
    Bits live = leaf.reader().getLiveDocs();
    DocIdSetIterator docs = scorer.iterator();
    int seen = 0;
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if (++seen % CHECK_EVERY == 0 && deadline.shouldExit()) {
        return false;
      }
      if (live == null || live.get(doc)) {
        visitor.visit(values, doc);
      }
    }
    return true;
  }
}
