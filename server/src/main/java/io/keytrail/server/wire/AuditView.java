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
final class AuditView {
  private static final String ALL = "*";

  private AuditView() {}

  /// @param omitted members of the outermost record that are not shown; `*` is all
  static JsonValue of(Bound.OfRecord type, Object record, Set<String> omitted) {
    if (omitted.contains(ALL)) {
      return JsonNull.NULL;
    }
    JsonObject view = record(type, record, omitted);
    return view.members().isEmpty() ? JsonNull.NULL : view;
  }

  private static JsonObject record(Bound.OfRecord type, Object record, Set<String> omitted) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Bound.Component component : type.components()) {
      Object value = Reading.component(record, component);
      String name = component.member().name();
      if (value != null && !isDefault(component, value) && !omitted.contains(name)) {
        value(component.type(), value).ifPresent(v -> members.put(component.auditName(), v));
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

  private static Optional<JsonValue> value(Bound type, Object value) {
    return Optional.ofNullable(
        switch (type) {
          case Bound.OfRecord record -> record(record, value, Set.of());
          case Bound.OfList(Shape.ListOf shape, Bound element) ->
              shape.sensitive() ? null : list(element, (List<?>) value);
          case Bound.OfMap(Shape.MapOf shape, Bound member) ->
              shape.value().sensitive() ? null : map(member, (Map<?, ?>) value);
          case Bound.OfString(Shape.Text shape) ->
              shape.sensitive() ? null : new JsonString((String) value);
          case Bound.OfSecretText _, Bound.OfBytes _, Bound.OfSecretBytes _ -> null;
          case Bound.OfInt _, Bound.OfLong _, Bound.OfDouble _ -> new JsonNumber(value.toString());
          case Bound.OfBoolean _ ->
              JsonBool.TRUE.value() == (boolean) value ? JsonBool.TRUE : JsonBool.FALSE;
          case Bound.OfInstant _ -> new JsonString(Timestamps.trail((Instant) value));
        });
  }

  private static JsonValue list(Bound element, List<?> values) {
    List<JsonValue> shown = new ArrayList<>(values.size());
    values.forEach(v -> value(element, v).ifPresent(shown::add));
    return new JsonArray(shown);
  }

  private static JsonValue map(Bound member, Map<?, ?> values) {
    Map<String, JsonValue> shown = new LinkedHashMap<>();
    values.forEach((key, v) -> value(member, v).ifPresent(j -> shown.put((String) key, j)));
    return new JsonObject(shown);
  }

  /// The view of a request that was not read into a record: what of the tree fits the model,
  /// nothing else. A text that violates its constraints is shown, and nothing is omitted but
  /// secrets: the trail keeps what was asked for.
  static JsonValue ofTree(Shape.Structure shape, JsonObject request) {
    JsonObject view = tree(shape, request);
    return view.members().isEmpty() ? JsonNull.NULL : view;
  }

  private static JsonObject tree(Shape.Structure shape, JsonObject source) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Shape.Member member : shape.members()) {
      JsonValue value = source.members().get(member.name());
      JsonValue shown = value == null ? null : fitting(member.shape(), value);
      if (shown != null) {
        members.put(WireNames.of(member.name()), shown);
      }
    }
    return new JsonObject(members);
  }

  private static @Nullable JsonValue fitting(Shape shape, JsonValue value) {
    if (shape.sensitive()) {
      return null;
    }
    return switch (shape) {
      case Shape.Structure structure ->
          value instanceof JsonObject object ? tree(structure, object) : null;
      case Shape.ListOf list -> value instanceof JsonArray array ? elements(list, array) : null;
      case Shape.MapOf map -> value instanceof JsonObject object ? entries(map, object) : null;
      case Shape.Text _ -> value instanceof JsonString ? value : null;
      case Shape.Timestamp _, Shape.Int _, Shape.Int64 _, Shape.Decimal _ ->
          value instanceof JsonNumber ? value : null;
      case Shape.Bool _ -> value instanceof JsonBool ? value : null;
      case Shape.Blob _ -> null;
    };
  }

  private static JsonValue elements(Shape.ListOf shape, JsonArray source) {
    List<JsonValue> shown = new ArrayList<>();
    for (JsonValue element : source.elements()) {
      JsonValue fits = fitting(shape.element(), element);
      if (fits != null) {
        shown.add(fits);
      }
    }
    return new JsonArray(shown);
  }

  private static JsonValue entries(Shape.MapOf shape, JsonObject source) {
    Map<String, JsonValue> shown = new LinkedHashMap<>();
    source
        .members()
        .forEach(
            (key, member) -> {
              JsonValue fits = fitting(shape.value(), member);
              if (fits != null) {
                shown.put(key, fits);
              }
            });
    return new JsonObject(shown);
  }
}
