package io.keytrail.audit.event;

/// Reads what [ByteOutput] wrote; anything else is an [EventFormatException], and no length that
/// is read is believed beyond the bytes that are there. Confined to one thread.
final class ByteInput {
  private final byte[] bytes;
  private int at;

  ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }

  int readByte() throws EventFormatException {
    if (at == bytes.length) {
      throw new EventFormatException("the bytes end inside a value");
    }
    return bytes[at++] & 0xFF;
  }

  int readInt() throws EventFormatException {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      if (shift == 28 && next > 0x07) {
        break;
      }
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new EventFormatException("a number is out of range");
  }

  /// A count of things that take at least one byte each.
  int readCount() throws EventFormatException {
    int count = readInt();
    if (count > bytes.length - at) {
      throw new EventFormatException("a length exceeds the bytes that are there");
    }
    return count;
  }

  String readString() throws EventFormatException {
    char[] chars = new char[readCount()];
    for (int i = 0; i < chars.length; i++) {
      int first = readByte();
      if (first < 0x80) {
        chars[i] = (char) first;
      } else if (first >> 5 == 0x6) {
        chars[i] = (char) ((first & 0x1F) << 6 | continuation());
      } else if (first >> 4 == 0xE) {
        chars[i] = (char) ((first & 0xF) << 12 | continuation() << 6 | continuation());
      } else {
        throw new EventFormatException("a string is damaged");
      }
    }
    return new String(chars);
  }

  byte[] readBytes(int count) throws EventFormatException {
    if (count > bytes.length - at) {
      throw new EventFormatException("a length exceeds the bytes that are there");
    }
    byte[] out = java.util.Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return out;
  }

  int remaining() {
    return bytes.length - at;
  }

  private int continuation() throws EventFormatException {
    int next = readByte();
    if (next >> 6 != 0x2) {
      throw new EventFormatException("a string is damaged");
    }
    return next & 0x3F;
  }
}
