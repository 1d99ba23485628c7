package io.keytrail.audit.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what most requests are, several times faster than [StrictJson], and nothing else: an
/// object of objects, arrays, strings of ASCII without escapes, and the three words. Of any other
/// text it knows nothing, also not whether it is valid. Used once, by one thread.
public final class PlainJson {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final byte[] json;
  private final Limits limits;
  private final Known known;
  private int at;
  private int depth;
  private int values;

  private PlainJson(byte[] json, Limits limits, Known known) {
    this.json = json;
    this.limits = limits;
    this.known = known;
  }

  /// A member of the outermost object that was read before, within the same limits.
  ///
  /// @param text of the value, an object, byte for byte; not to be changed
  /// @param values how many values and names there are in it, itself included
  public record Known(String name, byte[] text, JsonObject value, int values) {
    public static Known of(String name, byte[] text, JsonObject value) {
      return new Known(name, text, value, count(value));
    }

    private static int count(JsonValue value) {
      int count = 1;
      switch (value) {
        case JsonObject(var members) -> {
          for (JsonValue member : members.values()) {
            count += 1 + count(member);
          }
        }
        case JsonArray(var elements) -> {
          for (JsonValue element : elements) {
            count += count(element);
          }
        }
        case JsonString _, JsonNumber _, JsonBool _, JsonNull _ -> {}
      }
      return count;
    }
  }

  /// @return what [StrictJson#parse(byte\[\], Limits)] returns, its member `known` being the very
  ///     value that was read before; null if the text is not plain, the member is missing or it is
  ///     another
  public static @Nullable JsonObject read(byte[] utf8, Limits limits, Known known) {
    if (utf8.length > limits.maxBytes()) {
      return null;
    }
    PlainJson reader = new PlainJson(utf8, limits, known);
    reader.blanks();
    JsonObject whole = reader.is('{') ? reader.object() : null;
    reader.blanks();
    boolean asKnown =
        whole != null && reader.at == utf8.length && whole.members().get(known.name) == known.value;
    return asKnown ? whole : null;
  }

  private @Nullable JsonValue value() {
    if (at == json.length) {
      return null;
    }
    if (json[at] == '{') {
      return object();
    }
    if (++values > limits.maxValues()) {
      return null;
    }
    return switch (json[at]) {
      case '"' -> {
        String text = string();
        yield text == null ? null : new JsonString(text);
      }
      case '[' -> array();
      case 't' -> word(TRUE) ? JsonBool.TRUE : null;
      case 'f' -> word(FALSE) ? JsonBool.FALSE : null;
      case 'n' -> word(NULL) ? JsonNull.NULL : null;
      default -> null;
    };
  }

  private @Nullable JsonObject object() {
    at++;
    if (++values > limits.maxValues() || ++depth > limits.maxDepth()) {
      return null;
    }
    OrderedMembers members = new OrderedMembers();
    blanks();
    if (!is('}')) {
      do {
        blanks();
        if (!member(members)) {
          return null;
        }
        blanks();
      } while (takes(','));
    }
    depth--;
    return takes('}') ? new JsonObject(members) : null;
  }

  private boolean member(OrderedMembers members) {
    String name = is('"') ? string() : null;
    blanks();
    if (name == null || members.find(name) >= 0 || !takes(':') || ++values > limits.maxValues()) {
      return false;
    }
    blanks();
    JsonValue value = depth == 1 && name.equals(known.name) ? known() : value();
    if (value == null) {
      return false;
    }
    members.add(name, value);
    return true;
  }

  /// An object ends where its bracket closes: what begins with its text is the object.
  private @Nullable JsonValue known() {
    byte[] text = known.text;
    values += known.values;
    if (json.length - at < text.length
        || !Arrays.equals(json, at, at + text.length, text, 0, text.length)
        || values > limits.maxValues()) {
      return null;
    }
    at += text.length;
    return known.value;
  }

  private @Nullable JsonValue array() {
    at++;
    if (++depth > limits.maxDepth()) {
      return null;
    }
    List<JsonValue> elements = new ArrayList<>();
    blanks();
    if (!is(']')) {
      do {
        blanks();
        JsonValue element = value();
        if (element == null) {
          return null;
        }
        elements.add(element);
        blanks();
      } while (takes(','));
    }
    depth--;
    return takes(']') ? new JsonArray(elements) : null;
  }

  /// From one quotation mark to the next, if all between stands for itself.
  private @Nullable String string() {
    byte[] in = json;
    int start = ++at;
    int i = start;
    while (i < in.length && in[i] >= ' ' && in[i] != '"' && in[i] != '\\') {
      i++;
    }
    if (i == in.length || in[i] != '"') {
      return null;
    }
    at = i + 1;
    return new String(in, start, i - start, StandardCharsets.ISO_8859_1);
  }

  private boolean word(byte[] word) {
    int end = at + word.length;
    boolean there = end <= json.length && Arrays.equals(json, at, end, word, 0, word.length);
    at = there ? end : at;
    return there;
  }

  private void blanks() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
  }

  private boolean is(char c) {
    return at < json.length && json[at] == c;
  }

  private boolean takes(char c) {
    boolean there = is(c);
    at += there ? 1 : 0;
    return there;
  }
}
