package io.keytrail.server.invoke;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.condition.DidYouMean;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The members of one JSON object of a request of `/api/v1`, each with its pointer. A written
/// `null` is a missing member. What is not as expected fails with a [Problem] that points at it.
///
/// @param pointer JSON pointer to the object itself; empty for the whole body
public record Members(JsonObject object, String pointer) {

  /// The object at `pointer`, which may have these members and no other.
  public static Members of(JsonValue value, String pointer, List<String> known) {
    if (!(value instanceof JsonObject object)) {
      throw expected(pointer, "an object");
    }
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw unknown(pointer, name, known);
      }
    }
    return new Members(object, pointer);
  }

  public static Problem expected(String pointer, String what) {
    return Problem.badRequest(pointer, "expected " + what);
  }

  private static Problem unknown(String pointer, String name, List<String> known) {
    String help = DidYouMean.help(name, known);
    return Problem.badRequest(
        pointer + "/" + escaped(name),
        "unknown member `" + name + "`" + (help.isEmpty() ? "" : "; " + help));
  }

  /// A member's name as a step of a JSON pointer.
  public static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  public String at(String name) {
    return pointer + "/" + escaped(name);
  }

  public Optional<JsonValue> value(String name) {
    return Optional.ofNullable(given(name));
  }

  private @Nullable JsonValue given(String name) {
    JsonValue value = object.members().get(name);
    return value == JsonNull.NULL ? null : value;
  }

  public Optional<String> string(String name) {
    return switch (given(name)) {
      case null -> Optional.empty();
      case JsonString(String text) -> Optional.of(text);
      case JsonValue other -> Optional.of(text(other, at(name)));
    };
  }

  public String requiredString(String name) {
    if (given(name) instanceof JsonString(String text)) {
      return text;
    }
    return string(name)
        .orElseThrow(() -> Problem.badRequest(at(name), "the member `" + name + "` is missing"));
  }

  public Optional<List<JsonValue>> list(String name) {
    return switch (given(name)) {
      case null -> Optional.empty();
      case JsonArray(List<JsonValue> elements) -> Optional.of(elements);
      case JsonValue other -> Optional.of(list(other, at(name)));
    };
  }

  /// A list of strings; empty if it is missing.
  public List<String> strings(String name) {
    JsonValue value = given(name);
    return value == null ? List.of() : strings(value, at(name));
  }

  public static String text(JsonValue value, String pointer) {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw expected(pointer, "a string");
  }

  public static List<JsonValue> list(JsonValue value, String pointer) {
    if (value instanceof JsonArray(List<JsonValue> elements)) {
      return elements;
    }
    throw expected(pointer, "a list");
  }

  public static List<String> strings(JsonValue value, String pointer) {
    List<JsonValue> elements = list(value, pointer);
    String[] texts = new String[elements.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(elements.get(i), pointer + "/" + i);
    }
    return List.of(texts);
  }
}
