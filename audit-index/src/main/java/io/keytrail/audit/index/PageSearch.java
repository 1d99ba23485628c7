package io.keytrail.audit.index;

import io.keytrail.audit.index.SearchResult.Hit;
import io.keytrail.audit.index.SearchResult.Total;
import io.keytrail.audit.schema.AuditFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.ExitableDirectoryReader.ExitingReaderException;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;

/// Finds one page: partitions from the newest on, each with early termination, since segments are
/// sorted alike. Used once, by one thread.
final class PageSearch {
  private final SearchRequest request;
  private final Slices slices;
  private final Deadline deadline;
  private final long upperSeq;
  private final List<Hit> hits = new ArrayList<>();
  private boolean complete = true;

  PageSearch(SearchRequest request, Slices slices, Deadline deadline) {
    this.request = request;
    this.slices = slices;
    this.deadline = deadline;
    this.upperSeq = request.after().map(Cursor::upperSeq).orElse(slices.maxSeq());
  }

  SearchResult run() throws IOException {
    List<Slice> inScope = slices.in(request.scope());
    for (Slice slice : inScope) {
      if (!complete || hits.size() > request.limit()) {
        break;
      }
      if (request.after().isEmpty()
          || request.after().get().eventTimeMillis() >= slice.name().startMillis()) {
        collect(slice);
      }
    }
    Total total = new Counting(deadline, request.exact()).count(inScope, slice -> query(slice));
    boolean counted = total.exact() || !request.exact();
    return new SearchResult(
        hits.subList(0, Math.min(hits.size(), request.limit())),
        total,
        next(),
        slices.coverage(request.scope(), complete && counted));
  }

  /// Takes one hit more than asked for: it says whether there is a next page. A partition that ran
  /// out of time gives nothing, so that what was found has no holes and the cursor can go on from
  /// there.
  private void collect(Slice slice) throws IOException {
    int wanted = request.limit() + 1 - hits.size();
    var manager = new TopFieldCollectorManager(Partition.NEWEST_FIRST, wanted, after(), wanted);
    try {
      TopFieldDocs found = slice.searcher().search(notAfterCursor(query(slice)), manager);
      complete = !slice.searcher().timedOut();
      if (complete) {
        for (ScoreDoc doc : found.scoreDocs) {
          hits.add(hit((FieldDoc) doc));
        }
      }
    } catch (ExitingReaderException _) {
      complete = false;
    }
  }

  private Query query(Slice slice) {
    return slice.query(request.scope(), upperSeq);
  }

  /// Lets the index skip what earlier pages showed.
  private Query notAfterCursor(Query query) {
    if (request.after().isEmpty()) {
      return query;
    }
    long newest = request.after().get().eventTimeMillis();
    return new BooleanQuery.Builder()
        .add(query, Occur.FILTER)
        .add(
            NumericDocValuesField.newSlowRangeQuery(AuditFields.EVENT_TIME, Long.MIN_VALUE, newest),
            Occur.FILTER)
        .build();
  }

  private @org.jspecify.annotations.Nullable FieldDoc after() {
    return request
        .after()
        .map(
            cursor ->
                new FieldDoc(
                    Integer.MAX_VALUE,
                    Float.NaN,
                    new Object[] {cursor.eventTimeMillis(), cursor.seq()}))
        .orElse(null);
  }

  private Optional<Cursor> next() {
    boolean more = hits.size() > request.limit() || !complete;
    if (!more || hits.isEmpty() || request.limit() == 0) {
      return Optional.empty();
    }
    Hit last = hits.get(Math.min(hits.size(), request.limit()) - 1);
    return Optional.of(
        new Cursor(last.eventTimeMillis(), last.seq(), upperSeq, request.scope().query().now()));
  }

  private static Hit hit(FieldDoc doc) {
    Object[] keys = doc.fields;
    return new Hit((Long) keys[1], (Long) keys[0]);
  }
}
