package io.keytrail.server.wire;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Form parameters as the tree that their dotted names spell (`Tags.member.1.Key`), and from there,
/// by the model, as the tree that a JSON request would have been. Confined to one thread.
final class FormTree {
  private static final int MAX_SEGMENTS = 32;
  private static final int MAX_INDEX_DIGITS = 6;

  private final Map<String, FormTree> children = new HashMap<>();
  private @Nullable String value;

  /// @throws io.keytrail.server.invoke.ApiException MalformedInput if a value does not fit its
  ///     shape
  static JsonObject read(Shape.Structure shape, Map<String, String> parameters) {
    FormTree root = new FormTree();
    parameters.forEach(root::put);
    return root.structure(shape);
  }

  private void put(String name, String text) {
    FormTree node = this;
    String[] segments = name.split("\\.", -1);
    if (segments.length > MAX_SEGMENTS) {
      throw Malformed.because("a parameter is nested over " + MAX_SEGMENTS + " deep");
    }
    for (String segment : segments) {
      node = node.children.computeIfAbsent(segment, _ -> new FormTree());
    }
    node.value = text;
  }

  private JsonObject structure(Shape.Structure shape) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Shape.Member member : shape.members()) {
      FormTree child = children.get(member.wireName());
      if (child != null) {
        members.put(member.name(), child.value(member.shape()));
      }
    }
    return new JsonObject(members);
  }

  private JsonValue value(Shape shape) {
    return switch (shape) {
      case Shape.Structure structure -> inner(structure);
      case Shape.ListOf list -> list(list);
      case Shape.MapOf map -> map(map);
      case Shape.Text _, Shape.Blob _ -> new JsonString(text());
      case Shape.Int _, Shape.Int64 _ -> integer(text());
      case Shape.Decimal _ -> number(text());
      case Shape.Bool _ -> bool(text());
      case Shape.Timestamp _ -> time(Timestamps.ofIso(text()));
    };
  }

  private JsonObject inner(Shape.Structure shape) {
    if (value != null) {
      throw Malformed.because("a text stands where " + shape.name() + " has members");
    }
    return structure(shape);
  }

  private JsonArray list(Shape.ListOf shape) {
    List<JsonValue> elements = new ArrayList<>();
    FormTree parent = shape.flattened() ? this : children.get(shape.elementName());
    if (parent != null) {
      parent.indexed().values().forEach(child -> elements.add(child.value(shape.element())));
    } else if (!"".equals(value)) {
      throw Malformed.because("a list has no `" + shape.elementName() + ".1`");
    }
    return new JsonArray(elements);
  }

  private JsonObject map(Shape.MapOf shape) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    FormTree entries = children.get("entry");
    if (entries == null) {
      if (!"".equals(value)) {
        throw Malformed.because("a map has no `entry.1`");
      }
      return JsonObject.EMPTY;
    }
    for (FormTree entry : entries.indexed().values()) {
      FormTree key = entry.children.get("key");
      FormTree member = entry.children.get("value");
      if (key == null || member == null) {
        throw Malformed.because("an entry of a map lacks its key or its value");
      }
      if (members.put(key.text(), member.value(shape.value())) != null) {
        throw Malformed.because("a key of a map stands twice");
      }
    }
    return new JsonObject(members);
  }

  /// The children by their numbers, which need not be consecutive.
  private Map<Integer, FormTree> indexed() {
    Map<Integer, FormTree> byNumber = new TreeMap<>();
    children.forEach((name, child) -> byNumber.put(index(name), child));
    return byNumber;
  }

  private static int index(String name) {
    boolean digits = !name.isEmpty() && name.length() <= MAX_INDEX_DIGITS && name.charAt(0) != '0';
    for (int i = 0; digits && i < name.length(); i++) {
      digits = name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    if (!digits) {
      throw Malformed.because("an element of a list is not numbered from 1");
    }
    return Integer.parseInt(name);
  }

  private String text() {
    if (value == null || !children.isEmpty()) {
      throw Malformed.because("a parameter that is a text has members");
    }
    return value;
  }

  private static JsonValue integer(String text) {
    JsonValue number = number(text);
    if (number instanceof JsonNumber n && n.asLong().isPresent()) {
      return number;
    }
    throw Malformed.because("a number is no integer, or out of range");
  }

  private static JsonValue number(String text) {
    try {
      return new JsonNumber(text);
    } catch (IllegalArgumentException notNumber) {
      throw Malformed.because("a parameter is not a number");
    }
  }

  private static JsonValue bool(String text) {
    return switch (text) {
      case "true" -> JsonBool.TRUE;
      case "false" -> JsonBool.FALSE;
      default -> throw Malformed.because("a parameter is neither true nor false");
    };
  }

  private static JsonValue time(Instant time) {
    String nanos = time.getNano() == 0 ? "" : "." + String.format("%09d", time.getNano());
    if (time.getEpochSecond() < 0) {
      throw Malformed.because("a timestamp is out of range");
    }
    return new JsonNumber(time.getEpochSecond() + nanos);
  }
}
