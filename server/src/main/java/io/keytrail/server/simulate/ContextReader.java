package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.catalog.Catalogue;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Reads context keys and encryption contexts. A key counts as the same in any letter case (ASCII):
/// given twice with one value it is one, with different values it is refused.
final class ContextReader {
  private static final String ENCRYPTION_CONTEXT = "kms:encryptioncontext:";

  private ContextReader() {}

  /// Values are strings or lists of them; a number or a boolean stands for its text. Empty if there
  /// is no such member.
  static Map<String, ContextValue> context(Members request, String name) {
    return read(request, name, ContextReader::contextValue);
  }

  /// Empty if there is no such member.
  static Map<String, String> encryptionContext(Members request, String name) {
    return read(request, name, ContextReader::text);
  }

  /// How one value is read; a problem of it has a pointer that begins with the value's own.
  private interface ValueReader<V> {
    V read(JsonValue value, Pointer at);
  }

  /// Written out only where something is wrong.
  private record Pointer(Members request, String name, String key) {
    String text() {
      return request.at(name) + "/" + Members.escaped(key);
    }
  }

  private static <V> Map<String, V> read(Members request, String name, ValueReader<V> reader) {
    Map<String, JsonValue> given = object(request, name).members();
    if (given.size() <= 1) {
      return single(request, name, given, reader);
    }
    Map<String, V> read = LinkedHashMap.newLinkedHashMap(given.size());
    Map<String, V> folded = HashMap.newHashMap(given.size());
    for (var member : given.entrySet()) {
      Pointer at = new Pointer(request, name, member.getKey());
      V value = reader.read(member.getValue(), at);
      V before = folded.putIfAbsent(Catalogue.fold(member.getKey()), value);
      if (before == null) {
        read.put(member.getKey(), value);
      } else if (!before.equals(value)) {
        throw twice(at);
      }
    }
    return read;
  }

  private static <V> Map<String, V> single(
      Members request, String name, Map<String, JsonValue> given, ValueReader<V> reader) {
    for (var member : given.entrySet()) {
      Pointer at = new Pointer(request, name, member.getKey());
      return Map.of(member.getKey(), reader.read(member.getValue(), at));
    }
    return Map.of();
  }

  /// Refuses a pair of the encryption context that the member `name` contradicts.
  static void refuseContradictions(
      Map<String, ContextValue> context,
      Map<String, String> encryptionContext,
      Members request,
      String name) {
    if (encryptionContext.isEmpty() || !namesPair(context)) {
      return;
    }
    Map<String, ContextValue> derived = new HashMap<>();
    encryptionContext.forEach(
        (key, value) ->
            derived.put(ENCRYPTION_CONTEXT + Catalogue.fold(key), ContextValue.of(value)));
    for (var given : context.entrySet()) {
      ContextValue other = derived.get(Catalogue.fold(given.getKey()));
      if (other != null && !other.values().equals(given.getValue().values())) {
        throw twice(new Pointer(request, name, given.getKey()));
      }
    }
  }

  private static boolean namesPair(Map<String, ContextValue> context) {
    for (String key : context.keySet()) {
      if (key.length() >= ENCRYPTION_CONTEXT.length()
          && Catalogue.fold(key).startsWith(ENCRYPTION_CONTEXT)) {
        return true;
      }
    }
    return false;
  }

  private static JsonObject object(Members request, String name) {
    JsonValue value = request.value(name).orElse(JsonObject.EMPTY);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw Members.expected(request.at(name), "an object");
  }

  private static String text(JsonValue value, Pointer at) {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw Members.expected(at.text(), "a string");
  }

  private static ContextValue contextValue(JsonValue value, Pointer at) {
    return switch (value) {
      case JsonString(String text) -> ContextValue.of(text);
      case JsonArray(List<JsonValue> elements) -> {
        String[] texts = new String[elements.size()];
        for (int i = 0; i < texts.length; i++) {
          int number = i;
          texts[i] = scalar(elements.get(i), () -> at.text() + "/" + number);
        }
        yield ContextValue.list(List.of(texts));
      }
      case JsonNumber _, JsonBool _, JsonNull _, JsonObject _ ->
          ContextValue.of(scalar(value, at::text));
    };
  }

  private static String scalar(JsonValue value, Supplier<String> at) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber(String lexeme) -> lexeme;
      case JsonBool(boolean bool) -> bool ? "true" : "false";
      case JsonNull _, JsonObject _, JsonArray _ ->
          throw Members.expected(at.get(), "a string or a list of strings");
    };
  }

  private static Problem twice(Pointer at) {
    return Problem.badRequest(
        at.text(), "the key `" + at.key() + "` is given twice with different values");
  }
}
