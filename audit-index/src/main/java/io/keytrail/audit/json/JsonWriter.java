package io.keytrail.audit.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Writes values as compact JSON in UTF-8.
///
/// Total: every Java string has a form, controls and lone surrogates as four-digit hex escapes, so
/// that no caller can make an audit record unwritable. What [StrictJson] reads comes back equal
/// (lone surrogates need [Limits#loneSurrogates]). Safe for use by several threads.
public final class JsonWriter {
  static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /// A thread writes one value after the other, and mostly small ones.
  private static final ThreadLocal<Utf8Buffer> BUFFERS = ThreadLocal.withInitial(Utf8Buffer::new);

  private JsonWriter() {}

  public static byte[] toBytes(JsonValue value) {
    Utf8Buffer out = BUFFERS.get();
    out.clear();
    write(value, out);
    return out.toBytes();
  }

  public static String toText(JsonValue value) {
    Utf8Buffer out = BUFFERS.get();
    out.clear();
    write(value, out);
    return out.text();
  }

  static void write(JsonValue value, Utf8Buffer out) {
    switch (value) {
      case JsonObject(var members) -> writeObject(members, out);
      case JsonArray(var elements) -> writeArray(elements, out);
      case JsonString(String text) -> out.addString(text);
      case JsonNumber(String lexeme) -> out.addAscii(lexeme);
      case JsonBool(boolean bool) -> out.add(bool ? TRUE : FALSE);
      case JsonNull.NULL -> out.add(NULL);
    }
  }

  private static void writeObject(Map<String, JsonValue> members, Utf8Buffer out) {
    if (members instanceof OrderedMembers ordered) {
      writeOrdered(ordered, out);
      return;
    }
    out.add('{');
    boolean first = true;
    for (var member : members.entrySet()) {
      if (!first) {
        out.add(',');
      }
      first = false;
      out.addString(member.getKey());
      out.add(':');
      write(member.getValue(), out);
    }
    out.add('}');
  }

  private static void writeOrdered(OrderedMembers members, Utf8Buffer out) {
    out.add('{');
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        out.add(',');
      }
      out.addString(members.name(i));
      out.add(':');
      write(members.value(i), out);
    }
    out.add('}');
  }

  private static void writeArray(List<JsonValue> elements, Utf8Buffer out) {
    out.add('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        out.add(',');
      }
      write(elements.get(i), out);
    }
    out.add(']');
  }
}
