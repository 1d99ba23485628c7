package io.keytrail.server.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Immutable bytes that are not secret: ciphertexts, MACs, ids. Equal by value; safe to share
/// between threads.
public final class Bytes {
  private static final int PRINTED_BYTES = 16;
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /// A copy of `content`: later changes of the array are not seen.
  public static Bytes copyOf(byte[] content) {
    return new Bytes(content.clone());
  }

  /// Without a copy. The caller gives the array away and never writes to it again.
  public static Bytes owning(byte[] content) {
    return new Bytes(content);
  }

  /// The UTF-8 form of `text`, for constants of ours. Lone surrogates become `?`: foreign text goes
  /// through [FieldEncoder].
  public static Bytes ofUtf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// @throws IllegalArgumentException unless `hex` is an even number of hex digits
  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return content.length;
  }

  /// A fresh copy.
  public byte[] toArray() {
    return content.clone();
  }

  /// A copy of `length` bytes from `offset` on.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public Bytes slice(int offset, int length) {
    Objects.checkFromIndexSize(offset, length, content.length);
    return new Bytes(Arrays.copyOfRange(content, offset, offset + length));
  }

  public String toHex() {
    return HexFormat.of().formatHex(content);
  }

  /// The array itself, for this package's own reading.
  byte[] unsafeArray() {
    return content;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /// The length and at most the first 16 bytes in hex.
  @Override
  public String toString() {
    String head = HexFormat.of().formatHex(content, 0, Math.min(PRINTED_BYTES, content.length));
    return "Bytes[" + content.length + ": " + head + (content.length > PRINTED_BYTES ? "…]" : "]");
  }
}
