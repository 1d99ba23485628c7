package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A record as CloudTrail shows it in `requestParameters` or `responseElements`: member names begin
/// with a small letter, blobs and sensitive members are left out, times are text, nothing absent is
/// shown (an empty list or map and `false` where the record cannot tell them from absent). JSON
/// null if nothing is left.
///
/// Of EC2, a list is shown as `{"items": […]}`, a text in a list as an object with its parameter's
/// name, and times in milliseconds (seen in real records).
enum AuditView {
  PLAIN,
  EC2;

  private static final String ALL = "*";

  /// @param omitted members of the outermost record that are not shown; `*` is all
  JsonValue of(Bound.OfRecord type, Object record, Set<String> omitted) {
    if (omitted.contains(ALL)) {
      return JsonNull.NULL;
    }
    JsonObject view = record(type, record, omitted);
    return view.members().isEmpty() ? JsonNull.NULL : view;
  }

  private JsonObject record(Bound.OfRecord type, Object record, Set<String> omitted) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Bound.Component component : type.components()) {
      Object value = Reading.component(record, component);
      Shape.Member member = component.member();
      if (value != null && !isDefault(component, value) && !omitted.contains(member.name())) {
        value(member, component.type(), value).ifPresent(v -> members.put(member.auditName(), v));
      }
    }
    return new JsonObject(members);
  }

  private static boolean isDefault(Bound.Component component, Object value) {
    return switch (component.absence()) {
      case EMPTY -> value instanceof List<?> list ? list.isEmpty() : ((Map<?, ?>) value).isEmpty();
      case FALSE -> value.equals(false);
      case REQUIRED, OPTIONAL, OPTIONAL_INT, OPTIONAL_LONG -> false;
    };
  }

  private Optional<JsonValue> value(Shape.Member member, Bound type, Object value) {
    return Optional.ofNullable(
        switch (type) {
          case Bound.OfRecord record -> record(record, value, Set.of());
          case Bound.OfList(Shape.ListOf shape, Bound element) ->
              shape.sensitive() ? null : list(member, element, (List<?>) value);
          case Bound.OfMap(Shape.MapOf shape, Bound inner) ->
              shape.value().sensitive() ? null : map(member, inner, (Map<?, ?>) value);
          case Bound.OfString(Shape.Text shape) ->
              shape.sensitive() ? null : new JsonString((String) value);
          case Bound.OfSecretText _, Bound.OfBytes _, Bound.OfSecretBytes _ -> null;
          case Bound.OfInt _, Bound.OfLong _, Bound.OfDouble _ -> new JsonNumber(value.toString());
          case Bound.OfBoolean _ ->
              JsonBool.TRUE.value() == (boolean) value ? JsonBool.TRUE : JsonBool.FALSE;
          case Bound.OfInstant _ -> time((Instant) value);
        });
  }

  private JsonValue time(Instant time) {
    return switch (this) {
      case PLAIN -> new JsonString(Timestamps.trail(time));
      case EC2 -> JsonValue.of(time.toEpochMilli());
    };
  }

  private JsonValue list(Shape.Member member, Bound element, List<?> values) {
    List<JsonValue> shown = new ArrayList<>(values.size());
    values.forEach(v -> value(member, element, v).ifPresent(shown::add));
    return list(member, shown);
  }

  private JsonValue list(Shape.Member member, List<JsonValue> elements) {
    return switch (this) {
      case PLAIN -> new JsonArray(elements);
      case EC2 -> {
        JsonArray items = new JsonArray(elements.stream().map(e -> item(member, e)).toList());
        yield new JsonObject(Map.of("items", items));
      }
    };
  }

  private static JsonValue item(Shape.Member member, JsonValue element) {
    return element instanceof JsonString
        ? new JsonObject(Map.of(WireNames.of(member.formName()), element))
        : element;
  }

  private JsonValue map(Shape.Member member, Bound inner, Map<?, ?> values) {
    Map<String, JsonValue> shown = new LinkedHashMap<>();
    values.forEach((key, v) -> value(member, inner, v).ifPresent(j -> shown.put((String) key, j)));
    return new JsonObject(shown);
  }

  /// The view of a request that was not read into a record: what of the tree fits the model,
  /// nothing else. A text that violates its constraints is shown, and nothing is omitted but
  /// secrets: the trail keeps what was asked for.
  JsonValue ofTree(Shape.Structure shape, JsonObject request) {
    JsonObject view = tree(shape, request);
    return view.members().isEmpty() ? JsonNull.NULL : view;
  }

  private JsonObject tree(Shape.Structure shape, JsonObject source) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Shape.Member member : shape.members()) {
      JsonValue value = source.members().get(member.name());
      JsonValue shown = value == null ? null : fitting(member, member.shape(), value);
      if (shown != null) {
        members.put(member.auditName(), shown);
      }
    }
    return new JsonObject(members);
  }

  private @Nullable JsonValue fitting(Shape.Member member, Shape shape, JsonValue value) {
    if (shape.sensitive()) {
      return null;
    }
    return switch (shape) {
      case Shape.Structure structure ->
          value instanceof JsonObject object ? tree(structure, object) : null;
      case Shape.ListOf list ->
          value instanceof JsonArray array ? elements(member, list, array) : null;
      case Shape.MapOf map ->
          value instanceof JsonObject object ? entries(member, map, object) : null;
      case Shape.Text _ -> value instanceof JsonString ? value : null;
      case Shape.Timestamp _, Shape.Int _, Shape.Int64 _, Shape.Decimal _ ->
          value instanceof JsonNumber ? value : null;
      case Shape.Bool _ -> value instanceof JsonBool ? value : null;
      case Shape.Blob _ -> null;
    };
  }

  private JsonValue elements(Shape.Member member, Shape.ListOf shape, JsonArray source) {
    List<JsonValue> shown = new ArrayList<>();
    for (JsonValue element : source.elements()) {
      JsonValue fits = fitting(member, shape.element(), element);
      if (fits != null) {
        shown.add(fits);
      }
    }
    return list(member, shown);
  }

  private JsonValue entries(Shape.Member member, Shape.MapOf shape, JsonObject source) {
    Map<String, JsonValue> shown = new LinkedHashMap<>();
    source
        .members()
        .forEach(
            (key, value) -> {
              JsonValue fits = fitting(member, shape.value(), value);
              if (fits != null) {
                shown.put(key, fits);
              }
            });
    return new JsonObject(shown);
  }
}
