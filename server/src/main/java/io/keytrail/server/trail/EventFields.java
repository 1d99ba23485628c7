package io.keytrail.server.trail;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.schema.AuditField;
import io.keytrail.audit.schema.AuditFields;
import io.keytrail.audit.schema.FieldType;
import io.keytrail.server.invoke.ApiOperation;
import io.keytrail.server.invoke.Call;
import io.keytrail.server.invoke.QueryParameters;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `GET /api/v1/events/fields`: what a query can ask for; what completion offers. Never changes
/// while the server runs.
final class EventFields implements ApiOperation {
  private final JsonObject answer = answer();

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/api/v1/events/fields";
  }

  @Override
  public String action() {
    return SearchEvents.ACTION;
  }

  @Override
  public boolean recorded(Request request) {
    return false;
  }

  @Override
  public JsonObject openApi() {
    return EventsDescription.fields();
  }

  @Override
  public Future<Answer> handle(Call call, Request request) {
    QueryParameters.requireKnown(request, List.of());
    return Future.succeededFuture(Answer.ok(answer));
  }

  private static JsonObject answer() {
    List<JsonValue> fields = new ArrayList<>();
    for (AuditField field : AuditFields.all()) {
      fields.add(json(field.name(), field));
    }
    AuditField pair = AuditField.contextPair("aws:ebs:id");
    fields.add(json(AuditFields.CONTEXT_PREFIX + "\"aws:ebs:id\"", pair));
    return JsonObject.builder().put("fields", new JsonArray(fields)).build();
  }

  private static JsonObject json(String name, AuditField field) {
    return JsonObject.builder()
        .put("name", name)
        .put("type", type(field.type()))
        .put("group", group(field))
        .put("description", field.description())
        .put("operators", JsonArray.ofStrings(operators(field.type())))
        .put("facet", field.facet())
        .put("text", field.text())
        .put("examples", JsonArray.ofStrings(examples(name, field)))
        .build();
  }

  private static String type(FieldType type) {
    return switch (type) {
      case KEYWORD, BOOLEAN, TIME, NUMBER, OBJECT -> type.name().toLowerCase(Locale.ROOT);
      case CONTEXT_PAIR -> "keyword";
    };
  }

  private static String group(AuditField field) {
    if (field.type() == FieldType.CONTEXT_PAIR) {
      return "encryptionContext";
    }
    if (AuditFields.identity().contains(field)) {
      return "userIdentity";
    }
    return AuditFields.members().contains(field) ? "record" : "derived";
  }

  private static List<String> operators(FieldType type) {
    return switch (type) {
      case KEYWORD, CONTEXT_PAIR ->
          List.of("=", "!=", "in", "not in", "like", "not like", "is present", "is absent");
      case BOOLEAN -> List.of("is true", "is false", "is present", "is absent");
      case TIME, NUMBER ->
          List.of("=", "!=", "<", "<=", ">", ">=", "in", "not in", "is present", "is absent");
      case OBJECT -> List.of("is present", "is absent");
    };
  }

  private static List<String> examples(String name, AuditField field) {
    return switch (field.type()) {
      case KEYWORD, CONTEXT_PAIR -> {
        boolean pattern = field.example().indexOf('*') >= 0;
        yield List.of(name + (pattern ? " like " : " = ") + literal(field.example(), pattern));
      }
      case BOOLEAN -> List.of(name + " is " + field.example());
      case TIME -> List.of(name + " >= " + field.example(), name + " = 2026-11-23");
      case NUMBER -> List.of(name + " = " + field.example());
      case OBJECT -> List.of(name + " is present");
    };
  }

  private static String literal(String value, boolean pattern) {
    boolean bare = !pattern && value.chars().allMatch(EventFields::isWord);
    return bare ? value : JsonWriter.toText(JsonValue.of(value));
  }

  private static boolean isWord(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "_.:/@+*%-[]".indexOf(c) >= 0;
  }
}
