package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ErrorCode;
import io.keytrail.server.invoke.OperationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one model file (compiled and overlaid) into a [ServiceModel]. Used once, by one thread.
final class ModelReader {
  private final JsonObject file;
  private final String service;
  private final Protocol protocol;
  private final RestModelReader rest;
  private final JsonObject sources;
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  ModelReader(JsonObject file) {
    this.file = file;
    this.service = text(file, "service").orElseThrow(() -> broken("has no `service`"));
    this.protocol = Protocol.of(text(file, "protocol").orElse(""));
    this.rest = new RestModelReader(service, file);
    this.sources = file.object("shapes").orElse(JsonObject.EMPTY);
  }

  ServiceModel read() {
    Map<String, OperationModel> operations = new LinkedHashMap<>();
    file.object("operations")
        .orElse(JsonObject.EMPTY)
        .members()
        .forEach((name, source) -> operations.put(name, operation(name, object(name, source))));
    Map<String, ErrorCode> errors = new HashMap<>();
    operations
        .values()
        .forEach(o -> o.errors().forEach(failure -> errors.put(failure.shape(), failure.code())));
    return new ServiceModel(
        service,
        protocol,
        contentType(protocol, text(file, "jsonVersion").orElse("1.1")),
        text(file, "targetPrefix").orElse(""),
        text(file, "apiVersion").orElse(""),
        text(file, "xmlNamespace").orElse(""),
        operations,
        new HashSet<>(strings(file, "names")),
        errors,
        protocol == Protocol.REST_JSON ? rest.routes() : RestRoutes.NONE);
  }

  static String contentType(Protocol protocol, String jsonVersion) {
    return switch (protocol) {
      case JSON -> "application/x-amz-json-" + jsonVersion;
      case QUERY, EC2 -> "text/xml;charset=UTF-8";
      case REST_JSON -> "application/json";
    };
  }

  private OperationModel operation(String name, JsonObject source) {
    List<Shape.Failure> errors = new ArrayList<>();
    for (String error : strings(source, "errors")) {
      errors.add(new Shape.Failure(error, errorCode(error)));
    }
    Shape.Structure input = structure(name + "Request", text(source, "input"));
    return new OperationModel(
        new OperationId(service, name),
        input,
        structure(name + "Response", text(source, "output")),
        source.members().containsKey("output"),
        text(source, "resultWrapper"),
        errors,
        Set.copyOf(strings(source, "auditOmit")),
        protocol == Protocol.REST_JSON
            ? rest.shape(name, input, text(source, "output"))
            : RestShape.NONE);
  }

  private Shape.Structure structure(String fallback, Optional<String> name) {
    if (name.isEmpty()) {
      return new Shape.Structure(fallback, List.of());
    }
    if (shape(name.get()) instanceof Shape.Structure structure) {
      return structure;
    }
    throw broken("`" + name.get() + "` is not a structure");
  }

  private ErrorCode errorCode(String shape) {
    JsonObject source = source(shape);
    int status =
        (int)
            number(source, "httpStatusCode")
                .orElse(flag(source, "fault") ? 500L : 400L)
                .longValue();
    int jsonStatus = status >= 500 ? 500 : 400;
    return new ErrorCode(shape, jsonStatus, text(source, "code").orElse(shape), status);
  }

  private Shape shape(String name) {
    Shape known = shapes.get(name);
    if (known != null) {
      return known;
    }
    if (!open.add(name)) {
      throw broken("shape `" + name + "` holds itself, which the codecs do not support");
    }
    Shape made = make(name, source(name));
    shapes.put(name, made);
    return made;
  }

  private Shape make(String name, JsonObject source) {
    String type = text(source, "type").orElse("");
    return switch (type) {
      case "structure" -> new Shape.Structure(name, members(source));
      case "list" -> list(name, source);
      case "map" -> map(name, source);
      case "string" -> textShape(name, source);
      case "blob" -> new Shape.Blob(name, bounds(source), flag(source, "sensitive"));
      case "integer" -> new Shape.Int(name, bounds(source));
      case "long" -> new Shape.Int64(name, bounds(source));
      case "float", "double" -> new Shape.Decimal(name);
      case "boolean" -> new Shape.Bool(name);
      case "timestamp" -> new Shape.Timestamp(name);
      default -> throw broken("shape `" + name + "` has unknown type `" + type + "`");
    };
  }

  private List<Shape.Member> members(JsonObject source) {
    List<String> required = strings(source, "required");
    List<Shape.Member> members = new ArrayList<>();
    source
        .object("members")
        .orElse(JsonObject.EMPTY)
        .members()
        .forEach(
            (name, reference) ->
                members.add(
                    names(name, reference)
                        .member(protocol, shape(target(reference)), required.contains(name))));
    return members;
  }

  private static MemberNames names(String name, JsonValue reference) {
    return new MemberNames(
        name,
        trait(reference, "locationName"),
        trait(reference, "queryName"),
        trait(reference, "auditName"));
  }

  private Shape list(String name, JsonObject source) {
    JsonValue member = part(source, name, "member");
    boolean flattened = flag(source, "flattened");
    return new Shape.ListOf(
        name,
        shape(target(member)),
        bounds(source),
        // Forms of EC2 know no wrapped lists.
        Shape.Wrapping.flattened(flattened || protocol == Protocol.EC2),
        Shape.Wrapping.flattened(flattened),
        trait(member, "locationName").orElse("member"));
  }

  private Shape map(String name, JsonObject source) {
    if (shape(target(part(source, name, "key"))) instanceof Shape.Text key) {
      return new Shape.MapOf(name, key, shape(target(part(source, name, "value"))), bounds(source));
    }
    throw broken("the keys of map `" + name + "` are not strings");
  }

  private static Shape textShape(String name, JsonObject source) {
    return new Shape.Text(
        name,
        bounds(source),
        text(source, "pattern").map(TextPattern::compile),
        strings(source, "enum"),
        flag(source, "sensitive"));
  }

  private static Bounds bounds(JsonObject source) {
    return new Bounds(
        number(source, "min").orElse(Bounds.NONE.min()),
        number(source, "max").orElse(Bounds.NONE.max()));
  }

  private JsonObject source(String name) {
    return sources.object(name).orElseThrow(() -> broken("has no shape `" + name + "`"));
  }

  private JsonValue part(JsonObject source, String shape, String part) {
    return source
        .member(part)
        .orElseThrow(() -> broken("shape `" + shape + "` has no `" + part + "`"));
  }

  /// A reference is a shape's name, or an object with the name and the traits of this place.
  private String target(JsonValue reference) {
    return switch (reference) {
      case JsonString(String name) -> name;
      case JsonObject object ->
          text(object, "shape").orElseThrow(() -> broken("a member has no `shape`"));
      case JsonArray _, JsonNumber _, JsonBool _, io.keytrail.audit.json.JsonNull _ ->
          throw broken("a member is not a shape's name");
    };
  }

  private static Optional<String> trait(JsonValue reference, String name) {
    return reference instanceof JsonObject object ? text(object, name) : Optional.empty();
  }

  private JsonObject object(String name, JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw broken("`" + name + "` is not an object");
  }

  private static Optional<String> text(JsonObject source, String name) {
    return source.string(name);
  }

  private static boolean flag(JsonObject source, String name) {
    return JsonBool.TRUE.equals(source.members().get(name));
  }

  private static Optional<Long> number(JsonObject source, String name) {
    return source.members().get(name) instanceof JsonNumber number && number.asLong().isPresent()
        ? Optional.of(number.asLong().getAsLong())
        : Optional.empty();
  }

  private static List<String> strings(JsonObject source, String name) {
    List<String> texts = new ArrayList<>();
    if (source.members().get(name) instanceof JsonArray(var elements)) {
      for (JsonValue element : elements) {
        if (element instanceof JsonString(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private IllegalStateException broken(String what) {
    return new IllegalStateException("service model " + service + ": " + what);
  }
}
