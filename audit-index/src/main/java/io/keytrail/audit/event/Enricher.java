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
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Turns CloudTrail records into what a search sees of them. Never throws on any JSON object: a
/// member of an unexpected type is searched by its text, an unknown version like a known one.
/// Stateless.
public final class Enricher {
  private static final String IDENTITY_PREFIX = AuditFields.USER_IDENTITY + ".";

  private Enricher() {}

  public static EnrichedEvent enrich(AuditEvent event) {
    return enrich(event.seq(), event.record(), event.evaluated());
  }

  public static EnrichedEvent enrich(
      long seq, JsonObject record, Optional<EvaluatedRequest> evaluated) {
    var values = new FieldValues();
    for (AuditField field : AuditFields.members()) {
      member(values, field, record.members().get(field.name()));
    }
    JsonObject identity = record.object(AuditFields.USER_IDENTITY).orElse(JsonObject.EMPTY);
    for (AuditField field : AuditFields.identity()) {
      member(values, field, atPath(identity, field.name().substring(IDENTITY_PREFIX.length())));
    }
    new DerivedFields(values).add(record, identity, evaluated);
    return values.event(seq, time(record), owner(record, identity));
  }

  private static void member(FieldValues values, AuditField field, @Nullable JsonValue value) {
    switch (field.type()) {
      case OBJECT -> {
        if (value != null && value != JsonNull.NULL) {
          values.object(field.name());
        }
      }
      case KEYWORD -> texts(values, field.name(), value);
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

  private static @Nullable JsonValue atPath(JsonObject object, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return object.members().get(path);
    }
    return object.members().get(path.substring(0, dot)) instanceof JsonObject inner
        ? atPath(inner, path.substring(dot + 1))
        : null;
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
