package io.keytrail.audit.index;

import io.keytrail.audit.query.IndexNames;
import io.keytrail.audit.schema.AuditField;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.ExitableDirectoryReader.ExitingReaderException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Counts the values of a field: by ordinal in a segment, by value across segments. Used once, by
/// one thread.
final class FacetSearch {
  /// Beyond this many distinct values the answer is marked as incomplete.
  static final int MAX_DISTINCT = 500_000;

  private final AuditField field;
  private final BytesRef prefix;
  private final Deadline deadline;
  private final Map<String, Long> counts = new HashMap<>();
  private boolean complete = true;

  /// @param prefix values that do not begin with it are not counted
  FacetSearch(AuditField field, String prefix, Deadline deadline) {
    this.field = field;
    this.prefix = new BytesRef(prefix);
    this.deadline = deadline;
  }

  Facet run(SearchScope scope, Slices slices, int top) throws IOException {
    try {
      for (Slice slice : slices.in(scope)) {
        if (complete) {
          count(slice.searcher(), slice.query(scope, Long.MAX_VALUE));
        }
      }
    } catch (ExitingReaderException _) {
      complete = false;
    }
    List<Facet.Value> values =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(top)
            .map(entry -> new Facet.Value(entry.getKey(), entry.getValue()))
            .toList();
    return new Facet(field.name(), values, counts.size(), slices.coverage(scope, complete));
  }

  private void count(IndexSearcher searcher, Query query) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      if (complete) {
        count(weight, leaf);
      }
    }
  }

  private void count(Weight weight, LeafReaderContext leaf) throws IOException {
    SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), IndexNames.facet(field));
    int[] byOrdinal = new int[(int) Math.min(values.getValueCount(), Integer.MAX_VALUE - 16)];
    complete =
        MatchingDocs.walk(
            weight,
            leaf,
            deadline,
            values,
            (ordinals, doc) -> {
              if (ordinals.advanceExact(doc)) {
                for (int i = ordinals.docValueCount(); i > 0; i--) {
                  byOrdinal[(int) ordinals.nextOrd()]++;
                }
              }
            });
    for (int ordinal = 0; ordinal < byOrdinal.length; ordinal++) {
      if (byOrdinal[ordinal] > 0) {
        BytesRef value = values.lookupOrd(ordinal);
        if (StringHelper.startsWith(value, prefix)) {
          add(value.utf8ToString(), byOrdinal[ordinal]);
        }
      }
    }
  }

  private void add(String value, long count) {
    if (counts.size() >= MAX_DISTINCT && !counts.containsKey(value)) {
      complete = false;
      return;
    }
    var _ = counts.merge(value, count, Long::sum);
  }
}
