package io.keytrail.audit.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// UTF-8 text that grows at its end. Confined to one thread at a time.
final class Utf8Buffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// Which ASCII characters need no escape.
  private static final boolean[] PLAIN = plainAscii();

  /// From how many characters on eight are looked at at once.
  private static final int LONG = 8;

  private static final int FIRST = 4 << 10;
  private static final int MOST_KEPT = 64 << 10;

  private byte[] buffer = new byte[FIRST];
  private int size;

  private static boolean[] plainAscii() {
    boolean[] plain = new boolean[0x80];
    for (char c = 0x20; c < 0x80; c++) {
      plain[c] = c != '"' && c != '\\';
    }
    return plain;
  }

  /// Empties it. A large text's memory is not kept.
  void clear() {
    if (buffer.length > MOST_KEPT) {
      buffer = new byte[FIRST];
    }
    size = 0;
  }

  byte[] toBytes() {
    return toBytes(0);
  }

  byte[] toBytes(int from) {
    return Arrays.copyOfRange(buffer, from, size);
  }

  int size() {
    return size;
  }

  byte byteAt(int index) {
    return buffer[index];
  }

  String text() {
    return new String(buffer, 0, size, StandardCharsets.UTF_8);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// @return the last byte; there must be one
  byte last() {
    return buffer[size - 1];
  }

  /// A character of ASCII.
  void add(char c) {
    reserve(1);
    buffer[size++] = (byte) c;
  }

  /// What is JSON already.
  void add(byte[] json) {
    reserve(json.length);
    System.arraycopy(json, 0, buffer, size, json.length);
    size += json.length;
  }

  /// ASCII that needs no escape.
  void addAscii(String text) {
    reserve(text.length());
    copy(text, text.length());
  }

  /// A JSON string. Every Java string has a form, controls and lone surrogates as escapes.
  void addString(String text) {
    if (text.length() < LONG || !addPlain(text)) {
      addAny(text);
    }
  }

  /// Adds a text of which every character stands for itself; other texts not at all. Several times
  /// faster than to look at each character by itself.
  private boolean addPlain(String text) {
    // A lone surrogate becomes a question mark, so that no text with one of these is taken.
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length != text.length() || !PlainBytes.only(utf8)) {
      return false;
    }
    reserve(utf8.length + 2L);
    buffer[size++] = '"';
    System.arraycopy(utf8, 0, buffer, size, utf8.length);
    size += utf8.length;
    buffer[size++] = '"';
    return true;
  }

  private void addAny(String text) {
    int length = text.length();
    int plain = plain(text);
    if (plain == length) {
      reserve(length + 2L);
      buffer[size++] = '"';
      copy(text, length);
    } else {
      // One UTF-16 unit takes six bytes at most (an escape).
      reserve(length * 6L + 2);
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

  private void reserve(long more) {
    long needed = size + more;
    if (needed > buffer.length) {
      grow(needed);
    }
  }

  private void grow(long needed) {
    if (needed > Integer.MAX_VALUE - 16) {
      throw new OutOfMemoryError("a JSON text over 2 GiB");
    }
    buffer =
        Arrays.copyOf(
            buffer, (int) Math.min(Math.max(needed, buffer.length * 2L), Integer.MAX_VALUE - 16));
  }
}
