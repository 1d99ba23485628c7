package io.keytrail.server.store;

/// The database cannot be used by this server as it is: newer, changed by hand, not durable, or of
/// another root key. The server does not start; the message is for the operator.
public final class DatabaseRefused extends RuntimeException {
  DatabaseRefused(String message) {
    super(message);
  }
}
