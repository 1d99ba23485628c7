package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.server.invoke.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a form, by the model, into the tree that a JSON request would have been. Stateless but for
/// its protocol.
final class FormReader {
  /// What a form says beside the members of its operation.
  private static final Set<String> ENVELOPE = Set.of("Action", "Version");

  private final Protocol protocol;

  private FormReader(Protocol protocol) {
    this.protocol = protocol;
  }

  /// @throws ApiException MalformedInput if a value does not fit its shape; in EC2 also
  ///     InvalidParameterValue, and UnknownParameter for a name that the model does not have
  static JsonObject read(Protocol protocol, Shape.Structure shape, Map<String, String> parameters) {
    FormTree root = FormTree.of(parameters);
    FormReader reader = new FormReader(protocol);
    reader.refuseUnknown(root, shape, "", ENVELOPE);
    return reader.structure(root, shape, "");
  }

  private JsonObject structure(FormTree node, Shape.Structure shape, String path) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Shape.Member member : shape.members()) {
      FormTree child = node.children().get(member.formName());
      if (child != null) {
        members.put(member.name(), value(child, member.shape(), path + member.formName()));
      }
    }
    return new JsonObject(members);
  }

  /// The other query services ignore what they do not know.
  private void refuseUnknown(FormTree node, Shape.Structure shape, String path, Set<String> also) {
    if (protocol != Protocol.EC2) {
      return;
    }
    for (String name : node.children().keySet()) {
      if (!also.contains(name)
          && shape.members().stream().noneMatch(member -> member.formName().equals(name))) {
        throw Ec2Malformed.unknownParameter(path + name);
      }
    }
  }

  private JsonValue value(FormTree node, Shape shape, String path) {
    return switch (shape) {
      case Shape.Structure structure -> inner(node, structure, path);
      case Shape.ListOf list -> list(node, list, path);
      case Shape.MapOf map -> map(node, map, path);
      case Shape.Text _, Shape.Blob _ -> new JsonString(text(node));
      case Shape.Int _, Shape.Int64 _ -> integer(text(node), path);
      case Shape.Decimal _ -> number(text(node), path);
      case Shape.Bool _ -> bool(text(node), path);
      case Shape.Timestamp _ -> time(text(node), path);
    };
  }

  private JsonObject inner(FormTree node, Shape.Structure shape, String path) {
    if (node.value() != null) {
      throw Malformed.because("a text stands where " + shape.name() + " has members");
    }
    refuseUnknown(node, shape, path + ".", Set.of());
    return structure(node, shape, path + ".");
  }

  private JsonArray list(FormTree node, Shape.ListOf shape, String path) {
    boolean flattened = shape.form() == Shape.Wrapping.FLATTENED;
    String first = flattened ? "1" : shape.elementName() + ".1";
    FormTree parent = flattened ? node : node.children().get(shape.elementName());
    String value = node.value();
    boolean emptyList = value != null && value.isEmpty() && node.children().isEmpty();
    if (emptyList) {
      return JsonArray.EMPTY;
    }
    if (parent == null || (flattened && value != null)) {
      throw Malformed.because("a list has no `" + first + "`");
    }
    List<JsonValue> elements = new ArrayList<>();
    String at = path + (flattened ? "." : "." + shape.elementName() + ".");
    parent.indexed().forEach((n, child) -> elements.add(value(child, shape.element(), at + n)));
    return new JsonArray(elements);
  }

  private JsonObject map(FormTree node, Shape.MapOf shape, String path) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    FormTree entries = node.children().get("entry");
    if (entries == null) {
      if (!"".equals(node.value())) {
        throw Malformed.because("a map has no `entry.1`");
      }
      return JsonObject.EMPTY;
    }
    for (FormTree entry : entries.indexed().values()) {
      FormTree key = entry.children().get("key");
      FormTree member = entry.children().get("value");
      if (key == null || member == null) {
        throw Malformed.because("an entry of a map lacks its key or its value");
      }
      if (members.put(text(key), value(member, shape.value(), path + ".entry")) != null) {
        throw Malformed.because("a key of a map stands twice");
      }
    }
    return new JsonObject(members);
  }

  private static String text(FormTree node) {
    String value = node.value();
    if (value == null || !node.children().isEmpty()) {
      throw Malformed.because("a parameter that is a text has members");
    }
    return value;
  }

  private JsonValue integer(String text, String path) {
    JsonValue number = number(text, path);
    if (number instanceof JsonNumber n && n.asLong().isPresent()) {
      return number;
    }
    throw unfit(path, text, "a number is no integer, or out of range");
  }

  private JsonValue number(String text, String path) {
    try {
      return new JsonNumber(text);
    } catch (IllegalArgumentException notNumber) {
      throw unfit(path, text, "a parameter is not a number");
    }
  }

  private JsonValue bool(String text, String path) {
    return switch (text) {
      case "true" -> JsonBool.TRUE;
      case "false" -> JsonBool.FALSE;
      default -> throw unfit(path, text, "a parameter is neither true nor false");
    };
  }

  private JsonValue time(String text, String path) {
    Instant time;
    try {
      time = Timestamps.ofIso(text);
    } catch (ApiException notIso) {
      throw unfit(path, text, notIso.message());
    }
    String nanos = time.getNano() == 0 ? "" : "." + String.format("%09d", time.getNano());
    if (time.getEpochSecond() < 0) {
      throw unfit(path, text, "a timestamp is out of range");
    }
    return new JsonNumber(time.getEpochSecond() + nanos);
  }

  /// EC2 names parameter and value.
  private ApiException unfit(String path, String text, String why) {
    return protocol == Protocol.EC2
        ? Ec2Malformed.invalidValue(path, text, why)
        : Malformed.because(why);
  }
}
