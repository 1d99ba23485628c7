package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.crypto.Bytes;
import io.keytrail.server.crypto.Secret;
import io.keytrail.server.invoke.ApiException;
import io.keytrail.server.invoke.CommonErrors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads one request's tree into the bound record, validated. Used once, by one thread.
///
/// A written null is an absent member; members that the model does not know are ignored, as AWS
/// does. A member that the model knows and the record does not is refused: what we do not serve is
/// never silently dropped. Kinds are refused at once (SerializationException), violated constraints
/// are collected (ValidationException).
final class InputReader {
  private final boolean ec2;
  private final Violations violations;

  private InputReader(Protocol protocol) {
    this.ec2 = protocol == Protocol.EC2;
    this.violations = new Violations(protocol);
  }

  /// @param protocol whose errors and names refusals use
  /// @throws ApiException SerializationException or ValidationException; EC2 has codes of its own
  static Object read(Protocol protocol, Bound.OfRecord type, JsonObject request) {
    InputReader reader = new InputReader(protocol);
    Object input = reader.record(type, request, "");
    reader.violations.throwIfAny();
    if (input == null) {
      throw new IllegalStateException("no input and no violation for " + type.type());
    }
    return input;
  }

  /// Null only if something was violated.
  private @Nullable Object record(Bound.OfRecord type, JsonObject source, String path) {
    int before = violations.count();
    Map<String, JsonValue> members = source.members();
    List<Bound.Component> components = type.components();
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      Bound.Component component = components.get(i);
      arguments[i] = component(component, members.get(component.member().name()), path);
    }
    refuseUnbound(type, members);
    return violations.count() == before ? construct(type, arguments) : null;
  }

  private static Object construct(Bound.OfRecord type, @Nullable Object[] arguments) {
    try {
      return (Object) type.constructor().invokeExact(arguments);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException("the constructor of " + type.type() + " failed", thrown);
    }
  }

  private void refuseUnbound(Bound.OfRecord type, Map<String, JsonValue> members) {
    for (Shape.Member member : type.unbound()) {
      JsonValue value = members.get(member.name());
      if (value != null && value != JsonNull.NULL) {
        if (ec2) {
          throw Ec2Malformed.unsupported(member.formName());
        }
        throw new ApiException(
            CommonErrors.VALIDATION, "The parameter " + member.name() + " is not supported here.");
      }
    }
  }

  private @Nullable Object component(
      Bound.Component component, @Nullable JsonValue value, String path) {
    Shape.Member member = component.member();
    String name = ec2 ? member.formName() : member.auditName();
    String at = path.isEmpty() ? name : path + "." + name;
    if (value == null || value == JsonNull.NULL) {
      if (member.required()) {
        violations.missing(at);
        return null;
      }
      return absent(component);
    }
    Object read = value(component.type(), value, at);
    return switch (component.absence()) {
      case REQUIRED, EMPTY, FALSE -> read;
      case OPTIONAL -> Optional.ofNullable(read);
      case OPTIONAL_INT -> read instanceof Integer i ? OptionalInt.of(i) : null;
      case OPTIONAL_LONG -> read instanceof Long l ? OptionalLong.of(l) : null;
    };
  }

  private static Object absent(Bound.Component component) {
    return switch (component.absence()) {
      case OPTIONAL -> Optional.empty();
      case OPTIONAL_INT -> OptionalInt.empty();
      case OPTIONAL_LONG -> OptionalLong.empty();
      case FALSE -> false;
      case EMPTY -> component.type() instanceof Bound.OfMap ? Map.of() : List.of();
      case REQUIRED -> throw new IllegalStateException("checked at start: " + component.member());
    };
  }

  /// Null only if something was violated.
  private @Nullable Object value(Bound type, JsonValue value, String path) {
    return switch (type) {
      case Bound.OfRecord record -> record(record, object(value), path);
      case Bound.OfList list -> list(list, array(value), path);
      case Bound.OfMap map -> map(map, object(value), path);
      case Bound.OfString(Shape.Text shape) -> text(shape, string(value), path);
      case Bound.OfSecretText(Shape.Text shape) ->
          Secret.owning(text(shape, string(value), path).getBytes(StandardCharsets.UTF_8));
      case Bound.OfBytes(Shape.Blob shape) -> Bytes.owning(blob(shape, value, path));
      case Bound.OfSecretBytes(Shape.Blob shape) -> Secret.owning(blob(shape, value, path));
      case Bound.OfInt(Shape.Int shape) ->
          (int)
              integer(value, new Range(Integer.MIN_VALUE, Integer.MAX_VALUE, shape.bounds()), path);
      case Bound.OfLong(Shape.Int64 shape) ->
          integer(value, new Range(Long.MIN_VALUE, Long.MAX_VALUE, shape.bounds()), path);
      case Bound.OfDouble _ -> decimal(value);
      case Bound.OfBoolean _ -> bool(value);
      case Bound.OfInstant _ -> timestamp(value);
    };
  }

  private @Nullable Object list(Bound.OfList type, JsonArray source, String path) {
    int before = violations.count();
    List<JsonValue> elements = source.elements();
    Constraints.length(type.shape().bounds(), elements.size())
        .forEach(v -> violations.add(path, ElementText.of(source, type.shape()), v));
    List<Object> read = new ArrayList<>(elements.size());
    if (type.shape().element() instanceof Shape.Text text
        && type.element() instanceof Bound.OfString) {
      texts(text, source, path, read);
    } else {
      for (int i = 0; i < elements.size(); i++) {
        String at = path + "." + (i + 1) + (ec2 ? "" : ".member");
        Object element = value(type.element(), elements.get(i), at);
        if (element != null) {
          read.add(element);
        }
      }
    }
    return violations.count() == before ? Collections.unmodifiableList(read) : null;
  }

  /// AWS reports a list of texts as a whole, once.
  private void texts(Shape.Text shape, JsonArray source, String path, List<Object> read) {
    boolean violated = false;
    for (JsonValue element : source.elements()) {
      String text = string(element);
      violated |= !Constraints.violated(shape, text).isEmpty();
      read.add(text);
    }
    if (violated) {
      report(
          shape.sensitive(),
          path,
          ElementText.of(source, shape),
          "Member must satisfy constraint: [" + Constraints.all(shape) + "]");
    }
  }

  private @Nullable Object map(Bound.OfMap type, JsonObject source, String path) {
    int before = violations.count();
    Constraints.length(type.shape().bounds(), source.members().size())
        .forEach(v -> violations.addHidden(path, v));
    Map<String, Object> read = new LinkedHashMap<>();
    source
        .members()
        .forEach(
            (key, member) -> {
              text(type.shape().key(), key, path);
              Object value =
                  type.value() instanceof Bound.OfString(Shape.Text text)
                      ? text(text, string(member), path)
                      : value(type.value(), member, path + "." + key + ".member");
              if (value != null) {
                read.put(key, value);
              }
            });
    return violations.count() == before ? Collections.unmodifiableMap(read) : null;
  }

  private String text(Shape.Text shape, String text, String path) {
    for (String violated : Constraints.violated(shape, text)) {
      report(shape.sensitive(), path, text, violated);
    }
    return text;
  }

  private void report(boolean hidden, String path, String value, String violated) {
    if (hidden) {
      violations.addHidden(path, violated);
    } else {
      violations.add(path, value, violated);
    }
  }

  private byte[] blob(Shape.Blob shape, JsonValue value, String path) {
    byte[] content = StrictBase64.decode(string(value));
    Constraints.length(shape.bounds(), content.length)
        .forEach(violated -> violations.addHidden(path, violated));
    return content;
  }

  private record Range(long lowest, long highest, Bounds bounds) {}

  private long integer(JsonValue value, Range range, String path) {
    if (!(value instanceof JsonNumber number)) {
      throw Malformed.wrongKind(value, "Integer");
    }
    OptionalLong read = number.asLong();
    if (read.isEmpty() || read.getAsLong() < range.lowest() || read.getAsLong() > range.highest()) {
      throw Malformed.because("a number is no integer, or out of range");
    }
    String violated = Constraints.range(range.bounds(), read.getAsLong());
    if (violated != null) {
      violations.add(path, Long.toString(read.getAsLong()), violated);
    }
    return read.getAsLong();
  }

  private static double decimal(JsonValue value) {
    if (!(value instanceof JsonNumber number)) {
      throw Malformed.wrongKind(value, "Double");
    }
    double read = Double.parseDouble(number.lexeme());
    if (!Double.isFinite(read)) {
      throw Malformed.because("a number is out of range");
    }
    return read;
  }

  private static boolean bool(JsonValue value) {
    if (value instanceof JsonBool(boolean bool)) {
      return bool;
    }
    throw Malformed.wrongKind(value, "Boolean");
  }

  private static Instant timestamp(JsonValue value) {
    return switch (value) {
      case JsonNumber(String lexeme) -> Timestamps.ofEpochSeconds(lexeme);
      case JsonObject _, JsonArray _, JsonString _, JsonBool _, JsonNull _ ->
          throw Malformed.wrongKind(value, "Timestamp");
    };
  }

  private static String string(JsonValue value) {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw Malformed.wrongKind(value, "String");
  }

  private static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw Malformed.wrongKind(value, "Map");
  }

  private static JsonArray array(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array;
    }
    throw Malformed.wrongKind(value, "List");
  }
}
