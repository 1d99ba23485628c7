package io.keytrail.server.crypto;

/// The name of a root key: 8 bytes, a prefix of a derived value, printed as 16 hex digits.
public record RootKeyId(Bytes value) {
  public static final int BYTES = 8;

  public RootKeyId {
    if (value.length() != BYTES) {
      throw new IllegalArgumentException("expected a root key id of 8 bytes");
    }
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
