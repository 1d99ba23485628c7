package io.keytrail.server.crypto;

/// A blob did not open. One type, one text and no cause, whatever was wrong: an attacker learns
/// nothing from it.
public final class InvalidCiphertext extends RuntimeException {
  public InvalidCiphertext() {
    super("invalid ciphertext", null, false, false);
  }
}
