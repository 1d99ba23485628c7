package io.keytrail.audit.event;

import java.util.Arrays;

/// Grows bytes: variable-length integers and strings. Confined to one thread.
///
/// A string is its length in UTF-16 units and then one to three bytes a unit, so that every Java
/// string, lone surrogates included, comes back as it was.
final class ByteOutput {
  private byte[] buffer = new byte[512];
  private int size;

  void writeByte(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
  }

  /// `value` must not be negative.
  void writeInt(int value) {
    reserve(5);
    int rest = value;
    while (rest > 0x7F) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  void writeString(String text) {
    writeInt(text.length());
    reserve(text.length() * 3L);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        buffer[size++] = (byte) c;
      } else if (c < 0x800) {
        buffer[size++] = (byte) (0xC0 | (c >> 6));
        buffer[size++] = (byte) (0x80 | (c & 0x3F));
      } else {
        buffer[size++] = (byte) (0xE0 | (c >> 12));
        buffer[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        buffer[size++] = (byte) (0x80 | (c & 0x3F));
      }
    }
  }

  void writeBytes(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("an event over 2 GiB");
    }
    if (needed > buffer.length) {
      long grown = Math.min(Math.max(needed, buffer.length * 2L), Integer.MAX_VALUE - 16);
      buffer = Arrays.copyOf(buffer, (int) grown);
    }
  }
}
