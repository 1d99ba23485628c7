package io.keytrail.server.simulate;

import io.keytrail.audit.json.JsonArray;
import io.keytrail.audit.json.JsonBool;
import io.keytrail.audit.json.JsonNull;
import io.keytrail.audit.json.JsonNumber;
import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonString;
import io.keytrail.audit.json.JsonValue;
import io.keytrail.policy.eval.ContextValue;
import io.keytrail.server.invoke.Members;
import io.keytrail.server.invoke.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads context keys and encryption contexts. A key counts as the same in any letter case (ASCII):
/// given twice with one value it is one, with different values it is refused.
final class ContextReader {
  private static final String ENCRYPTION_CONTEXT_KEY = "kms:EncryptionContext:";

  private ContextReader() {}

  /// Values are strings or lists of them; a number or a boolean stands for its text.
  static Map<String, ContextValue> context(JsonValue value, String pointer) {
    Map<String, ContextValue> context = new LinkedHashMap<>();
    Map<String, ContextValue> folded = new HashMap<>();
    for (var member : object(value, pointer).members().entrySet()) {
      String at = pointer + "/" + Members.escaped(member.getKey());
      ContextValue read = contextValue(member.getValue(), at);
      ContextValue before = folded.putIfAbsent(lower(member.getKey()), read);
      if (before == null) {
        context.put(member.getKey(), read);
      } else if (!before.equals(read)) {
        throw twice(at, member.getKey());
      }
    }
    return context;
  }

  static Map<String, String> encryptionContext(JsonValue value, String pointer) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Map<String, String> folded = new HashMap<>();
    for (var member : object(value, pointer).members().entrySet()) {
      String at = pointer + "/" + Members.escaped(member.getKey());
      String text = Members.text(member.getValue(), at);
      String before = folded.putIfAbsent(lower(member.getKey()), text);
      if (before == null) {
        pairs.put(member.getKey(), text);
      } else if (!before.equals(text)) {
        throw twice(at, member.getKey());
      }
    }
    return pairs;
  }

  /// Refuses a pair of the encryption context that `context` contradicts.
  static void refuseContradictions(
      Map<String, ContextValue> context, Map<String, String> encryptionContext, String pointer) {
    if (encryptionContext.isEmpty() || context.isEmpty()) {
      return;
    }
    Map<String, ContextValue> derived = new HashMap<>();
    encryptionContext.forEach(
        (key, value) -> derived.put(lower(ENCRYPTION_CONTEXT_KEY + key), ContextValue.of(value)));
    for (var given : context.entrySet()) {
      ContextValue other = derived.get(lower(given.getKey()));
      if (other != null && !other.values().equals(given.getValue().values())) {
        throw twice(pointer + "/" + Members.escaped(given.getKey()), given.getKey());
      }
    }
  }

  private static JsonObject object(JsonValue value, String pointer) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw Members.expected(pointer, "an object");
  }

  private static ContextValue contextValue(JsonValue value, String pointer) {
    return switch (value) {
      case JsonArray(List<JsonValue> elements) -> {
        String[] texts = new String[elements.size()];
        for (int i = 0; i < texts.length; i++) {
          texts[i] = scalar(elements.get(i), pointer + "/" + i);
        }
        yield ContextValue.list(List.of(texts));
      }
      case JsonString _, JsonNumber _, JsonBool _, JsonNull _, JsonObject _ ->
          ContextValue.of(scalar(value, pointer));
    };
  }

  private static String scalar(JsonValue value, String pointer) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber(String lexeme) -> lexeme;
      case JsonBool(boolean bool) -> bool ? "true" : "false";
      case JsonNull _, JsonObject _, JsonArray _ ->
          throw Members.expected(pointer, "a string or a list of strings");
    };
  }

  private static Problem twice(String pointer, String key) {
    return Problem.badRequest(
        pointer, "the key `" + key + "` is given twice with different values");
  }

  private static String lower(String key) {
    StringBuilder folded = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return folded.toString();
  }
}
