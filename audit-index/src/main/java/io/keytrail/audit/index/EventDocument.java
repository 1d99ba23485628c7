package io.keytrail.audit.index;

import io.keytrail.audit.event.ContextPair;
import io.keytrail.audit.event.EnrichedEvent;
import io.keytrail.audit.query.EventTokens;
import io.keytrail.audit.query.IndexNames;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.IndexTerm;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;

/// Writes one event as a Lucene document: terms, two numbers, countable values; no stored field.
final class EventDocument {
  private final Document document = new Document();

  private EventDocument() {}

  static Document of(EnrichedEvent event) {
    var writer = new EventDocument();
    writer.numbers(event);
    for (AuditField field : AuditFields.stored()) {
      writer.values(field, event.values(field.name()));
    }
    event.objects().forEach(member -> writer.term(IndexNames.PRESENT, member));
    if (event.eventTimeMillis().isPresent()) {
      writer.term(IndexNames.PRESENT, AuditFields.EVENT_TIME);
    }
    writer.context(event);
    EventTokens.of(event).forEach(token -> writer.term(IndexNames.TEXT, token));
    writer.terms(IndexNames.OWNER, event.owner());
    return writer.document;
  }

  private void numbers(EnrichedEvent event) {
    document.add(
        NumericDocValuesField.indexedField(AuditFields.EVENT_TIME, event.sortTimeMillis()));
    document.add(new NumericDocValuesField(AuditFields.SEQ, event.seq()));
    document.add(new LongPoint(AuditFields.SEQ, event.seq()));
  }

  private void values(AuditField field, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    term(IndexNames.PRESENT, field.name());
    for (String value : values) {
      terms(IndexNames.terms(field), value);
      if (field.facet()) {
        document.add(
            new SortedSetDocValuesField(IndexNames.facet(field), new BytesRef(countable(value))));
      }
    }
  }

  private void context(EnrichedEvent event) {
    var keys = new LinkedHashSet<String>();
    for (ContextPair pair : event.context()) {
      keys.add(IndexTerm.contextKeyPrefix(pair.key()));
      terms(
          IndexNames.terms(AuditField.contextPair(pair.key())),
          IndexTerm.contextPair(pair.key(), pair.value()));
    }
    keys.forEach(key -> terms(IndexNames.CONTEXT_KEY, key));
  }

  /// S8: no value of any length can make the writer throw.
  private void terms(String name, String value) {
    switch (IndexTerm.of(value)) {
      case IndexTerm.Exact(String text) -> term(name, text);
      case IndexTerm.Hashed(String hash, String beginning) -> {
        term(IndexNames.hashes(name), hash);
        term(IndexNames.beginnings(name), beginning);
      }
    }
  }

  private static String countable(String value) {
    return switch (IndexTerm.of(value)) {
      case IndexTerm.Exact(String text) -> text;
      case IndexTerm.Hashed(var _, String beginning) -> beginning;
    };
  }

  private void term(String name, String value) {
    document.add(new StringField(name, value, Field.Store.NO));
  }
}
