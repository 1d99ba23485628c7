package io.keytrail.server.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An injective encoding of a sequence of fields: different sequences never give the same bytes.
/// Every field is a type byte, a 4-byte length and the content. Confined to one thread.
///
/// The order and the types of the fields are the format; a changed format needs a new label where
/// the bytes are used.
public final class FieldEncoder {
  private static final byte TEXT = 1;
  private static final byte BYTES = 2;
  private static final byte NUMBER = 3;
  private static final byte ABSENT = 4;
  private static final byte FLAG = 5;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

  /// @throws UnencodableText if it holds a lone surrogate
  public FieldEncoder text(String value) {
    return field(TEXT, strictUtf8(value));
  }

  public FieldEncoder bytes(Bytes value) {
    return field(BYTES, value.unsafeArray());
  }

  public FieldEncoder number(long value) {
    return field(NUMBER, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  public FieldEncoder flag(boolean value) {
    return field(FLAG, new byte[] {(byte) (value ? 1 : 0)});
  }

  /// Absent and empty differ.
  public FieldEncoder optionalText(Optional<String> value) {
    return value.isPresent() ? text(value.get()) : field(ABSENT, new byte[0]);
  }

  /// Absent and empty differ.
  public FieldEncoder optionalBytes(Optional<Bytes> value) {
    return value.isPresent() ? bytes(value.get()) : field(ABSENT, new byte[0]);
  }

  /// What was written so far.
  public Bytes toBytes() {
    return Bytes.owning(out.toByteArray());
  }

  private FieldEncoder field(byte type, byte[] content) {
    out.write(type);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
    out.writeBytes(content);
    return this;
  }

  /// @throws UnencodableText if it holds a lone surrogate
  static byte[] strictUtf8(String text) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException loneSurrogate) {
      throw new UnencodableText();
    }
  }
}
