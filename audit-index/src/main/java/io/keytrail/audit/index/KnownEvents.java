package io.keytrail.audit.index;

import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.query.BoundQuery.OneOf;
import io.keytrail.audit.query.BoundQuery.Present;
import io.keytrail.audit.query.LuceneQueries;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.IndexTerm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Which events a partition holds. An event is known by its eventID within its owner's trail, so
/// that a delivery that comes twice counts once and nobody's import can take the place of
/// another's event; without an eventID by its sequence number. What was imported and what happened
/// here do not take each other's place either. The first one stays. Confined to the writing thread.
final class KnownEvents {
  private static final AuditField EVENT_ID = AuditFields.get("eventID");

  private final Set<String> unrefreshed = new HashSet<>();
  private @Nullable IndexSearcher searcher;
  private List<TermsEnum> eventIds = List.of();

  KnownEvents(SearcherManager searchers) throws IOException {
    refreshed(searchers);
  }

  /// Looks at the newest view of the index from now on, which holds all that was added.
  void refreshed(SearcherManager searchers) throws IOException {
    close();
    IndexSearcher next = searchers.acquire();
    searcher = next;
    eventIds = new ArrayList<>();
    for (LeafReaderContext leaf : next.getIndexReader().leaves()) {
      Terms terms = leaf.reader().terms(EVENT_ID.name());
      if (terms != null) {
        eventIds.add(terms.iterator());
      }
    }
    unrefreshed.clear();
  }

  void add(EnrichedEvent event) {
    var _ = unrefreshed.add(key(event));
  }

  int unrefreshed() {
    return unrefreshed.size();
  }

  boolean contains(EnrichedEvent event) throws IOException {
    if (unrefreshed.contains(key(event))) {
      return true;
    }
    List<String> ids = event.values(EVENT_ID.name());
    if (ids.isEmpty()) {
      return count(LongPoint.newExactQuery(AuditFields.SEQ, event.seq())) > 0;
    }
    if (IndexTerm.of(ids.getFirst()) instanceof IndexTerm.Exact(String id) && !hasTerm(id)) {
      return false;
    }
    var query = new BooleanQuery.Builder();
    query.add(LuceneQueries.of(new OneOf(EVENT_ID, Set.of(ids.getFirst()))), Occur.FILTER);
    query.add(LuceneQueries.ownedBy(Set.of(event.owner())), Occur.FILTER);
    query.add(
        LuceneQueries.of(new Present(AuditFields.get(AuditFields.IMPORT))),
        event.imported() ? Occur.FILTER : Occur.MUST_NOT);
    return count(query.build()) > 0;
  }

  void close() throws IOException {
    if (searcher != null) {
      Partition.release(searcher);
      searcher = null;
    }
  }

  private boolean hasTerm(String id) throws IOException {
    BytesRef term = new BytesRef(id);
    for (TermsEnum segment : eventIds) {
      if (segment.seekExact(term)) {
        return true;
      }
    }
    return false;
  }

  private int count(Query query) throws IOException {
    return searcher == null ? 0 : searcher.count(query);
  }

  private static String key(EnrichedEvent event) {
    List<String> ids = event.values(EVENT_ID.name());
    String origin = event.imported() ? "+" : "";
    return ids.isEmpty() ? "#" + event.seq() : origin + event.owner() + "/" + ids.getFirst();
  }
}
