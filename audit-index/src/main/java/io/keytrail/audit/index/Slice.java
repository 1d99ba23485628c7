package io.keytrail.audit.index;

import io.keytrail.audit.query.BoundQuery;
import io.keytrail.audit.query.LuceneQueries;
import io.keytrail.audit.schema.AuditFields;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/// One partition as one search sees it. Used by one thread.
final class Slice {
  private final PartitionName name;
  private final IndexSearcher acquired;
  private final IndexSearcher searcher;
  private final long maxSeq;

  Slice(PartitionName name, IndexSearcher acquired, Deadline deadline) throws IOException {
    this.name = name;
    this.acquired = acquired;
    DirectoryReader reader = (DirectoryReader) acquired.getIndexReader();
    // WHY: the timeout of a searcher alone does not end a walk over many terms.
    this.searcher = new IndexSearcher(ExitableDirectoryReader.wrap(reader, deadline));
    this.searcher.setTimeout(deadline);
    byte[] max = PointValues.getMaxPackedValue(reader, AuditFields.SEQ);
    this.maxSeq = max == null ? -1 : LongPoint.decodeDimension(max, 0);
  }

  PartitionName name() {
    return name;
  }

  IndexSearcher searcher() {
    return searcher;
  }

  /// The highest sequence number it can see; -1 if it is empty.
  long maxSeq() {
    return maxSeq;
  }

  void release() throws IOException {
    Partition.release(acquired);
  }

  boolean overlaps(SearchScope scope) {
    return scope.from().map(from -> millis(from) < name.endMillis()).orElse(true)
        && scope.to().map(to -> millis(to) > name.startMillis()).orElse(true);
  }

  /// Everything the scope and the cursor ask for, as one query on this partition.
  ///
  /// @param upperSeq events with a higher number do not count
  Query query(SearchScope scope, long upperSeq) {
    var all = new BooleanQuery.Builder();
    all.add(LuceneQueries.of(scope.query().root()), Occur.FILTER);
    scope.owners().ifPresent(owners -> all.add(LuceneQueries.ownedBy(owners), Occur.FILTER));
    if (upperSeq < maxSeq) {
      all.add(
          LuceneQueries.of(
              new BoundQuery.Within(AuditFields.get(AuditFields.SEQ), Long.MIN_VALUE, upperSeq)),
          Occur.FILTER);
    }
    window(scope).ifPresent(window -> all.add(window, Occur.FILTER));
    return all.build();
  }

  /// The time window, where it cuts this partition.
  private Optional<Query> window(SearchScope scope) {
    long start = scope.from().map(Slice::millis).orElse(Long.MIN_VALUE);
    long end = scope.to().map(Slice::millis).orElse(Long.MAX_VALUE);
    if (start <= name.startMillis() && end >= name.endMillis()) {
      return Optional.empty();
    }
    return Optional.of(
        NumericDocValuesField.newSlowRangeQuery(
            AuditFields.EVENT_TIME, start, end == Long.MAX_VALUE ? end : end - 1));
  }

  private static long millis(Instant instant) {
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException farAway) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
