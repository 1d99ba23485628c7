package io.keytrail.server.wire;

import java.util.Arrays;

/// Bytes of a JSON text in the making. Strings are written whole whatever they hold: controls and
/// lone surrogates as four-digit hex escapes. Confined to one thread.
final class JsonOutput {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] buffer;
  private int size;

  JsonOutput(int capacity) {
    buffer = new byte[capacity];
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  void raw(char ascii) {
    reserve(1);
    buffer[size++] = (byte) ascii;
  }

  void raw(Bound.Ascii text) {
    reserve(text.length());
    text.copyTo(buffer, size);
    size += text.length();
  }

  /// Text that needs no escape: a number, `true`.
  void raw(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      buffer[size++] = (byte) ascii.charAt(i);
    }
  }

  /// Bytes that need no escape (base64), in quotes.
  void quoted(byte[] ascii) {
    reserve(ascii.length + 2L);
    buffer[size++] = '"';
    System.arraycopy(ascii, 0, buffer, size, ascii.length);
    size += ascii.length;
    buffer[size++] = '"';
  }

  void string(String text) {
    // One UTF-16 unit takes six bytes at most, an escape.
    reserve(text.length() * 6L + 2);
    buffer[size++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c);
      } else if (c < 0x800) {
        buffer[size++] = (byte) (0xc0 | c >> 6);
        continuation(c, 0);
      } else if (!Character.isSurrogate(c)) {
        buffer[size++] = (byte) (0xe0 | c >> 12);
        continuation(c, 6);
        continuation(c, 0);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        supplementary(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        escape(c);
      }
    }
    buffer[size++] = '"';
  }

  private void ascii(char c) {
    if (c < 0x20) {
      escape(c);
    } else {
      if (c == '"' || c == '\\') {
        buffer[size++] = '\\';
      }
      buffer[size++] = (byte) c;
    }
  }

  private void supplementary(int codePoint) {
    buffer[size++] = (byte) (0xf0 | codePoint >> 18);
    continuation(codePoint, 12);
    continuation(codePoint, 6);
    continuation(codePoint, 0);
  }

  private void continuation(int codePoint, int shift) {
    buffer[size++] = (byte) (0x80 | (codePoint >> shift & 0x3f));
  }

  private void escape(char c) {
    buffer[size++] = '\\';
    buffer[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      buffer[size++] = HEX[c >> shift & 0xf];
    }
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.max(needed, buffer.length * 2L)));
    }
  }
}
