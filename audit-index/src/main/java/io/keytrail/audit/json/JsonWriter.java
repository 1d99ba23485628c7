package io.keytrail.audit.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// Writes values as compact JSON in UTF-8.
///
/// Total: every Java string has a form, controls and lone surrogates as four-digit hex escapes, so
/// that no caller can make an audit record unwritable. What [StrictJson] reads comes back equal
/// (lone surrogates need [Limits#loneSurrogates]). Confined to one thread; the static methods are
/// not.
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// Which ASCII characters need no escape.
  private static final boolean[] PLAIN = plainAscii();

  private static final int FIRST = 4 << 10;
  private static final int MOST_KEPT = 64 << 10;

  /// A thread writes one value after the other, and mostly small ones.
  private static final ThreadLocal<JsonWriter> WRITERS =
      ThreadLocal.withInitial(() -> new JsonWriter(FIRST));

  private byte[] buffer;
  private int size;

  private JsonWriter(int capacity) {
    buffer = new byte[capacity];
  }

  private static boolean[] plainAscii() {
    boolean[] plain = new boolean[0x80];
    for (char c = 0x20; c < 0x80; c++) {
      plain[c] = c != '"' && c != '\\';
    }
    return plain;
  }

  public static byte[] toBytes(JsonValue value) {
    JsonWriter writer = WRITERS.get().begin();
    writer.write(value);
    return Arrays.copyOf(writer.buffer, writer.size);
  }

  public static String toText(JsonValue value) {
    JsonWriter writer = WRITERS.get().begin();
    writer.write(value);
    return new String(writer.buffer, 0, writer.size, StandardCharsets.UTF_8);
  }

  /// A large text's buffer is not kept.
  private JsonWriter begin() {
    if (buffer.length > MOST_KEPT) {
      buffer = new byte[FIRST];
    }
    size = 0;
    return this;
  }

  private void write(JsonValue value) {
    switch (value) {
      case JsonObject(var members) -> writeObject(members);
      case JsonArray(var elements) -> writeArray(elements);
      case JsonString(String text) -> writeString(text);
      case JsonNumber(String lexeme) -> writeAscii(lexeme);
      case JsonBool(boolean bool) -> writeAscii(bool ? "true" : "false");
      case JsonNull.NULL -> writeAscii("null");
    }
  }

  private void writeObject(Map<String, JsonValue> members) {
    if (members instanceof OrderedMembers ordered) {
      writeOrdered(ordered);
      return;
    }
    writeByte('{');
    boolean first = true;
    for (var member : members.entrySet()) {
      if (!first) {
        writeByte(',');
      }
      first = false;
      writeString(member.getKey());
      writeByte(':');
      write(member.getValue());
    }
    writeByte('}');
  }

  private void writeOrdered(OrderedMembers members) {
    writeByte('{');
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        writeByte(',');
      }
      writeString(members.name(i));
      writeByte(':');
      write(members.value(i));
    }
    writeByte('}');
  }

  private void writeArray(java.util.List<JsonValue> elements) {
    writeByte('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        writeByte(',');
      }
      write(elements.get(i));
    }
    writeByte(']');
  }

  private void writeString(String text) {
    int plain = plain(text);
    if (plain == text.length()) {
      reserve(plain + 2L);
      buffer[size++] = '"';
      copy(text, plain);
    } else {
      // One UTF-16 unit takes six bytes at most (an escape).
      reserve(text.length() * 6L + 2);
      buffer[size++] = '"';
      copy(text, plain);
      writeRest(text, plain);
    }
    buffer[size++] = '"';
  }

  /// How many characters at the beginning stand for themselves.
  private static int plain(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || !PLAIN[c]) {
        return i;
      }
    }
    return length;
  }

  // WHY: the deprecated copy of the low bytes is just what ASCII is, and by far the fastest there
  // is; most of what is written is such text.
  @SuppressWarnings("deprecation")
  private void copy(String text, int length) {
    text.getBytes(0, length, buffer, size);
    size += length;
  }

  private void writeRest(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        writeAsciiChar(c);
      } else if (c < 0x800) {
        buffer[size++] = (byte) (0xC0 | (c >> 6));
        buffer[size++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        buffer[size++] = (byte) (0xE0 | (c >> 12));
        buffer[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        buffer[size++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        writeSupplementary(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        writeEscape(c);
      }
    }
  }

  private void writeAsciiChar(char c) {
    switch (c) {
      case '"', '\\' -> writeShortEscape(c);
      case '\n' -> writeShortEscape('n');
      case '\r' -> writeShortEscape('r');
      case '\t' -> writeShortEscape('t');
      case '\b' -> writeShortEscape('b');
      case '\f' -> writeShortEscape('f');
      default -> {
        if (c < 0x20) {
          writeEscape(c);
        } else {
          buffer[size++] = (byte) c;
        }
      }
    }
  }

  private void writeShortEscape(char c) {
    buffer[size++] = '\\';
    buffer[size++] = (byte) c;
  }

  private void writeEscape(char c) {
    buffer[size++] = '\\';
    buffer[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      buffer[size++] = HEX[(c >> shift) & 0xF];
    }
  }

  private void writeSupplementary(int codePoint) {
    buffer[size++] = (byte) (0xF0 | (codePoint >> 18));
    buffer[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
    buffer[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    buffer[size++] = (byte) (0x80 | (codePoint & 0x3F));
  }

  private void writeAscii(String text) {
    reserve(text.length());
    copy(text, text.length());
  }

  private void writeByte(char c) {
    reserve(1);
    buffer[size++] = (byte) c;
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > buffer.length) {
      if (needed > Integer.MAX_VALUE - 16) {
        throw new OutOfMemoryError("a JSON text over 2 GiB");
      }
      buffer =
          Arrays.copyOf(
              buffer, (int) Math.min(Math.max(needed, buffer.length * 2L), Integer.MAX_VALUE - 16));
    }
  }
}
