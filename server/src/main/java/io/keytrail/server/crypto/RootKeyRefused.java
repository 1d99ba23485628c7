package io.keytrail.server.crypto;

/// The root key cannot be used: missing, unreadable, readable by others, damaged, or not the one
/// the data was wrapped under. The server does not start. The message is for the operator and tells
/// no secret.
public final class RootKeyRefused extends RuntimeException {
  public RootKeyRefused(String message) {
    super(message);
  }

  public RootKeyRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
