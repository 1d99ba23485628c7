package io.keytrail.audit.index;

import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.query.LuceneQueries;
import io.keytrail.audit.schema.AuditFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.TreeMap;
import org.apache.lucene.index.ExitableDirectoryReader.ExitingReaderException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/// Counts events by time. A segment all of whose events count is never walked: it is sorted by
/// time, so each bucket's end is found by binary search. Used once, by one thread.
final class HistogramSearch {
  private final long width;
  private final Deadline deadline;
  private final TreeMap<Long, Long> buckets = new TreeMap<>();
  private boolean complete = true;

  HistogramSearch(long width, Deadline deadline) {
    this.width = width;
    this.deadline = deadline;
  }

  Histogram run(SearchScope scope, Slices slices) throws IOException {
    try {
      for (Slice slice : slices.in(scope)) {
        if (complete) {
          count(slice.searcher(), query(slice, scope));
        }
      }
    } catch (ExitingReaderException _) {
      complete = false;
    }
    var list = new ArrayList<Histogram.Bucket>();
    buckets.forEach((start, count) -> list.add(new Histogram.Bucket(start, count)));
    return new Histogram(width, list, slices.coverage(scope, complete));
  }

  /// Events without a time are sorted at 0, in the partition before all months.
  private static Query query(Slice slice, SearchScope scope) {
    Query query = slice.query(scope, Long.MAX_VALUE);
    if (slice.name().isMonth()) {
      return query;
    }
    var timed = new BoundQuery.Present(AuditFields.get(AuditFields.EVENT_TIME));
    return new BooleanQuery.Builder()
        .add(query, Occur.FILTER)
        .add(LuceneQueries.of(timed), Occur.FILTER)
        .build();
  }

  private void count(IndexSearcher searcher, Query query) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      if (weight.count(leaf) == leaf.reader().maxDoc()) {
        countSorted(leaf.reader());
      } else {
        complete &=
            MatchingDocs.walk(
                weight,
                leaf,
                deadline,
                times(leaf.reader()),
                (times, doc) -> {
                  if (times.advanceExact(doc)) {
                    add(times.longValue(), 1);
                  }
                });
      }
    }
  }

  private void countSorted(LeafReader segment) throws IOException {
    int doc = 0;
    while (doc < segment.maxDoc()) {
      long time = time(segment, doc);
      int end = firstBefore(segment, bucket(time), doc);
      add(time, end - doc);
      doc = end;
    }
  }

  /// The first document, from `from` on, whose time is before `start`; documents stand newest
  /// first.
  private static int firstBefore(LeafReader segment, long start, int from) throws IOException {
    int low = from;
    int high = segment.maxDoc();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(segment, middle) < start) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static long time(LeafReader segment, int doc) throws IOException {
    NumericDocValues times = times(segment);
    if (!times.advanceExact(doc)) {
      throw new IllegalStateException("an event without a sort time");
    }
    return times.longValue();
  }

  private static NumericDocValues times(LeafReader segment) throws IOException {
    return org.apache.lucene.index.DocValues.getNumeric(segment, AuditFields.EVENT_TIME);
  }

  private void add(long time, int count) {
    var _ = buckets.merge(bucket(time), (long) count, Long::sum);
    if (buckets.size() > Histogram.MAX_BUCKETS) {
      throw new TooManyBucketsException(width);
    }
  }

  private long bucket(long time) {
    return Math.floorDiv(time, width) * width;
  }
}
