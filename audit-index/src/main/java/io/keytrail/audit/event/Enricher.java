package io.keytrail.audit.event;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.EventTimes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns CloudTrail records into what a search sees of them. Never throws on any JSON object: a
/// member of an unexpected type is searched by its text, an unknown version like a known one.
/// Stateless.
public final class Enricher {

  /// Rises with every change of what is computed here from the same record, so that indexes made
  /// before are made anew.
  public static final int VERSION = 3;

  private static final String ATTRIBUTES =
      "userIdentity.sessionContext.webIdFederationData.attributes";
  private static final List<Source> SOURCES =
      Stream.of(AuditFields.members(), AuditFields.identity())
          .flatMap(List::stream)
          .map(field -> new Source(field, field.path()))
          .toList();

  private Enricher() {}

  /// Where a field's values stand in a record.
  private record Source(AuditField field, List<String> path) {}

  public static EnrichedEvent enrich(
      long seq, JsonObject record, Optional<EvaluatedRequest> evaluated) {
    return enrich(new AuditEvent(seq, record, evaluated));
  }

  public static EnrichedEvent enrich(AuditEvent event) {
    JsonObject record = event.record();
    var values = new FieldValues();
    for (Source source : SOURCES) {
      read(values, source, record, 0);
    }
    JsonObject identity = record.object(AuditFields.USER_IDENTITY).orElse(JsonObject.EMPTY);
    new DerivedFields(values).add(record, identity, event.evaluated());
    event.importId().ifPresent(id -> values.add(AuditFields.IMPORT, id.toString()));
    return values.event(event.seq(), time(record), owner(record, identity));
  }

  /// The account whose trail the record belongs to; empty if it does not say.
  public static String owner(JsonObject record) {
    return owner(record, record.object(AuditFields.USER_IDENTITY).orElse(JsonObject.EMPTY));
  }

  /// Follows the path from its `depth`-th name on; of a list, into every element.
  private static void read(FieldValues values, Source source, @Nullable JsonValue here, int depth) {
    if (depth == source.path().size()) {
      value(values, source.field(), here);
    } else if (here instanceof JsonObject object) {
      read(values, source, object.members().get(source.path().get(depth)), depth + 1);
    } else if (here instanceof JsonArray(var elements) && depth > 0) {
      elements.forEach(element -> read(values, source, element, depth));
    }
  }

  private static void value(FieldValues values, AuditField field, @Nullable JsonValue value) {
    switch (field.type()) {
      case OBJECT -> {
        if (value != null && value != JsonNull.NULL) {
          values.object(field.name());
        }
      }
      case KEYWORD -> {
        if (field.name().equals(ATTRIBUTES) && value instanceof JsonObject(var attributes)) {
          attributes.forEach((name, of) -> values.add(ATTRIBUTES, name + "=" + text(of)));
        } else {
          texts(values, field.name(), value);
        }
      }
      case BOOLEAN -> {
        if (value instanceof JsonBool(boolean bool)) {
          values.add(field.name(), bool ? "true" : "false");
        } else if (value instanceof JsonString(String text)
            && (text.equals("true") || text.equals("false"))) {
          values.add(field.name(), text);
        }
      }
      case TIME, NUMBER, CONTEXT_PAIR -> {}
    }
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString(String text) ? text : JsonWriter.toText(value);
  }

  private static void texts(FieldValues values, String field, @Nullable JsonValue value) {
    switch (value) {
      case null -> {}
      case JsonNull _ -> {}
      case JsonString(String text) -> values.add(field, text);
      case JsonNumber(String lexeme) -> values.add(field, lexeme);
      case JsonBool(boolean bool) -> values.add(field, bool ? "true" : "false");
      case JsonArray(var elements) -> elements.forEach(element -> texts(values, field, element));
      case JsonObject object -> values.add(field, JsonWriter.toText(object));
    }
  }

  private static OptionalLong time(JsonObject record) {
    return record
        .string(AuditFields.EVENT_TIME)
        .flatMap(EventTimes::instant)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private static String owner(JsonObject record, JsonObject identity) {
    return FieldValues.wellFormed(
        record.string("recipientAccountId").or(() -> identity.string("accountId")).orElse(""));
  }
}
