package io.keytrail.audit.query;

import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.FieldType;
import io.keytrail.audit.schema.IndexTerm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// Turns bound queries into Lucene's. Never throws for what [AuditQueries] let through. Stateless.
public final class LuceneQueries {
  private LuceneQueries() {}

  public static Query of(BoundQuery query) {
    return switch (query) {
      case BoundQuery.And(var terms) -> and(terms);
      case BoundQuery.Or(var terms) -> or(terms.stream().map(LuceneQueries::of).toList());
      case BoundQuery.Not not -> and(List.of(not));
      case BoundQuery.OneOf(var field, var values) -> oneOf(field, values);
      case BoundQuery.AnyCase(var field, var folded) ->
          new AutomatonQuery(
              new Term(IndexNames.terms(field)), Automatons.anyCase(prefix(field), folded));
      case BoundQuery.Like(var field, var pattern) -> like(field, pattern);
      case BoundQuery.Within within -> within(within);
      case BoundQuery.Present(var field) -> present(field);
      case BoundQuery.Tokens(var tokens) ->
          filters(tokens.stream().map(token -> term(IndexNames.TEXT, token)).toList());
    };
  }

  /// Events of these accounts' trails only.
  public static Query ownedBy(Set<String> accounts) {
    return oneOfTerms(IndexNames.OWNER, accounts);
  }

  private static Query and(List<BoundQuery> terms) {
    if (terms.isEmpty()) {
      return MatchAllDocsQuery.INSTANCE;
    }
    var all = new BooleanQuery.Builder();
    boolean positive = false;
    for (BoundQuery term : terms) {
      if (term instanceof BoundQuery.Not(var negated)) {
        all.add(of(negated), Occur.MUST_NOT);
      } else {
        all.add(of(term), Occur.FILTER);
        positive = true;
      }
    }
    if (!positive) {
      all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
    }
    return all.build();
  }

  private static Query filters(List<Query> queries) {
    var all = new BooleanQuery.Builder();
    queries.forEach(query -> all.add(query, Occur.FILTER));
    return all.build();
  }

  private static Query or(List<Query> queries) {
    if (queries.isEmpty()) {
      return new MatchNoDocsQuery("no alternative");
    }
    if (queries.size() == 1) {
      return queries.getFirst();
    }
    var some = new BooleanQuery.Builder();
    queries.forEach(query -> some.add(query, Occur.SHOULD));
    return some.build();
  }

  private static Query oneOf(AuditField field, Set<String> values) {
    if (field.type() != FieldType.CONTEXT_PAIR) {
      return oneOfTerms(IndexNames.terms(field), values);
    }
    return oneOfTerms(
        IndexNames.terms(field),
        values.stream().map(value -> IndexTerm.contextPair(field.contextKey(), value)).toList());
  }

  /// Sorted, so that equal queries are equal.
  private static Query oneOfTerms(String name, Collection<String> values) {
    var exact = new TreeSet<BytesRef>();
    var hashed = new TreeSet<BytesRef>();
    for (String value : values) {
      switch (IndexTerm.of(value)) {
        case IndexTerm.Exact(String text) -> exact.add(new BytesRef(text));
        case IndexTerm.Hashed(String hash, var _) -> hashed.add(new BytesRef(hash));
      }
    }
    var queries = new ArrayList<Query>();
    inSet(queries, name, exact);
    inSet(queries, IndexNames.hashes(name), hashed);
    return or(queries);
  }

  private static void inSet(List<Query> queries, String name, SortedSet<BytesRef> terms) {
    if (terms.size() == 1) {
      queries.add(new TermQuery(new Term(name, terms.first())));
    } else if (!terms.isEmpty()) {
      queries.add(new TermInSetQuery(name, terms));
    }
  }

  /// S8: a long value is matched by its beginning, which stands in a field of its own.
  private static Query like(AuditField field, Glob pattern) {
    String name = IndexNames.terms(field);
    String prefix = prefix(field);
    return or(
        List.of(like(name, prefix, pattern), like(IndexNames.beginnings(name), prefix, pattern)));
  }

  private static Query like(String name, String prefix, Glob pattern) {
    return pattern
        .exact()
        .map(text -> (Query) new TermQuery(new Term(name, prefix + text)))
        .or(() -> pattern.prefix().map(text -> new PrefixQuery(new Term(name, prefix + text))))
        .orElseGet(() -> new AutomatonQuery(new Term(name), Automatons.like(prefix, pattern)));
  }

  private static Query within(BoundQuery.Within within) {
    String name = within.field().name();
    if (within.field().type() == FieldType.NUMBER) {
      return LongPoint.newRangeQuery(name, within.min(), within.max());
    }
    Query range = NumericDocValuesField.newSlowRangeQuery(name, within.min(), within.max());
    // WHY: an event without a time is sorted as if it had happened at 0.
    boolean holdsUntimed = within.min() <= 0 && within.max() >= 0;
    return holdsUntimed ? filters(List.of(range, present(within.field()))) : range;
  }

  private static Query present(AuditField field) {
    return switch (field.type()) {
      case KEYWORD, BOOLEAN, TIME, OBJECT -> term(IndexNames.PRESENT, field.name());
      case NUMBER ->
          field.name().equals(AuditFields.SEQ)
              ? MatchAllDocsQuery.INSTANCE
              : new MatchNoDocsQuery("no such number");
      case CONTEXT_PAIR ->
          oneOfTerms(
              IndexNames.CONTEXT_KEY, List.of(IndexTerm.contextKeyPrefix(field.contextKey())));
    };
  }

  private static Query term(String name, String value) {
    return new TermQuery(new Term(name, value));
  }

  private static String prefix(AuditField field) {
    return field.type() == FieldType.CONTEXT_PAIR
        ? IndexTerm.contextKeyPrefix(field.contextKey())
        : "";
  }
}
